using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Convolution, batch norm and a rectifier that is no module (torchvision's <c>BasicConv2d</c>).</summary>
internal sealed class RectifiedConvolution : NetworkPart
{
    private readonly Conv2d conv;
    private readonly BatchNorm2d bn;

    public RectifiedConvolution(int from, int to, int kernel, int stride = 1, int padding = 0)
        : this(to, Convolution(from, to, kernel, stride, padding))
    {
    }

    /// <summary>A 1 x n or n x 1 convolution that keeps the size.</summary>
    public RectifiedConvolution(int from, int to, (int Height, int Width) kernel)
        : this(to, nn.Conv2d(from, to, (kernel.Height, kernel.Width), padding: (kernel.Height / 2, kernel.Width / 2), bias: false, device: META))
    {
    }

    private RectifiedConvolution(int to, Conv2d convolution)
        : base("BasicConv2d")
    {
        conv = Named("conv", convolution);
        bn = Named("bn", Norm(to, eps: 0.001));
    }

    protected override Tensor Compute(Tensor x) => Rectify.Relu(Normed(conv, bn, x));
}
