using GradCam.Imaging;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradCam.Core.Tests.Checking;

/// <summary>
/// A network to which one bright square is as good as two: the first class's logit is the largest sum of red over squares of 4 x 4 pixels, as far as it is above 6, but 4 at the most, the second's is its negative.
/// A map that marks one of two bright squares is true, and yet nothing is lost without it.
/// </summary>
internal sealed class EitherNetwork : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv = Conv2d(3, 1, 4, stride: 4);

    public EitherNetwork()
        : base(nameof(EitherNetwork))
    {
        RegisterComponents();
        using IDisposable plain = no_grad();
        get_parameter("conv.weight")!.zero_().narrow(1, 0, 1).fill_(1);
        get_parameter("conv.bias")!.fill_(-6);
    }

    /// <summary>A picture of two bright squares.</summary>
    public static RgbImage Picture() => MiddleNetwork.Picture(pixel => IsFirst(pixel) || IsSecond(pixel));

    /// <summary>Whether a pixel, by its number, is of the three lower rows of the first square: none of the places that seed 0 draws meets a square then.</summary>
    public static bool IsMarked(int pixel) => IsFirst(pixel) && pixel >= MiddleNetwork.Side;

    /// <summary>Whether a pixel, by its number, is of the second square.</summary>
    public static bool IsSecond(int pixel) => pixel / MiddleNetwork.Side is >= 4 and < 8 && pixel % MiddleNetwork.Side >= 12;

    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor largest = conv.call(input).clamp(0, 4).flatten(1).amax([1], keepdim: true);
        return cat([largest, largest.neg()], 1).MoveToOuterDisposeScope();
    }

    private static bool IsFirst(int pixel) => pixel / MiddleNetwork.Side < 4 && pixel % MiddleNetwork.Side < 4;
}
