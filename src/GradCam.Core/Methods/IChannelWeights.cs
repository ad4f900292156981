using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>A method whose map is <c>sum_k w_k A_k</c>.</summary>
internal interface IChannelWeights : IChannelTerms
{
    /// <summary>w: [N, C].</summary>
    /// <param name="context">What was recorded.</param>
    Tensor Weights(AttributionContext context);

    Tensor IChannelTerms.Terms(AttributionContext context) => Weights(context).unsqueeze(2).unsqueeze(3) * context.Activation;
}
