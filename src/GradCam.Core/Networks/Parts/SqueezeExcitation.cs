using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Scales each channel by a gate that the means of all channels decide (Hu et al., arXiv 1709.01507, section 3).</summary>
internal sealed class SqueezeExcitation : NetworkPart
{
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Conv2d fc1, fc2;
    private readonly nn.Module<Tensor, Tensor> activation, gate;

    /// <param name="channels">Channels of input and output.</param>
    /// <param name="squeezed">Channels between the two convolutions.</param>
    /// <param name="activation">What follows the first convolution.</param>
    /// <param name="gate">What makes a factor of the second one's output.</param>
    public SqueezeExcitation(int channels, int squeezed, nn.Module<Tensor, Tensor> activation, nn.Module<Tensor, Tensor> gate)
        : base(nameof(SqueezeExcitation))
    {
        avgpool = Named("avgpool", nn.AdaptiveAvgPool2d(1));
        fc1 = Named("fc1", Convolution(channels, squeezed, kernel: 1, bias: true));
        fc2 = Named("fc2", Convolution(squeezed, channels, kernel: 1, bias: true));
        this.activation = Named("activation", activation);
        this.gate = Named("scale_activation", gate);
    }

    protected override Tensor Compute(Tensor x) =>
        gate.call(fc2.call(activation.call(fc1.call(avgpool.call(x))))) * x;
}
