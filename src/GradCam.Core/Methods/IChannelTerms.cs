using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>A method whose map is a sum over channels: what it sums is known channel by channel.</summary>
internal interface IChannelTerms : IAttributionMethod
{
    /// <summary>What is summed: [N, C, h, w].</summary>
    /// <param name="context">What was recorded.</param>
    Tensor Terms(AttributionContext context);
}
