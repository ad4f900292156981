using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradCam.Core.Tests.Checking;

/// <summary>
/// A network that looks at the middle of the picture alone: the first class's logit is the red of the middle 8 x 8 of 16 x 16 pixels, the second's is its
/// negative. A map that marks the middle is true, every other one is not.
/// </summary>
internal sealed class MiddleNetwork : Module<Tensor, Tensor>
{
    public const int Side = 16;

    private readonly Module<Tensor, Tensor> conv = Conv2d(3, 1, 4, stride: 4, bias: false);
    private readonly Module<Tensor, Tensor> fc = Linear(16, 2, hasBias: false);

    public MiddleNetwork()
        : base(nameof(MiddleNetwork))
    {
        RegisterComponents();
        using IDisposable plain = no_grad();
        get_parameter("conv.weight")!.zero_().narrow(1, 0, 1).fill_(1);
        Tensor weights = get_parameter("fc.weight")!.zero_();
        foreach (int cell in (int[])[5, 6, 9, 10])
        {
            weights[0, cell] = 1f;
            weights[1, cell] = -1f;
        }
    }

    /// <summary>A picture that is bright in the middle.</summary>
    public static RgbImage Picture() => Picture(IsMiddle);

    /// <summary>A picture that is white where it says so, by a pixel's number, and black elsewhere.</summary>
    public static RgbImage Picture(Func<int, bool> isBright) =>
        new(Side, Side, [.. Enumerable.Range(0, Side * Side).SelectMany(i => Enumerable.Repeat((byte)(isBright(i) ? 255 : 0), 3))]);

    /// <summary>An explainer of it whose input is the picture, from 0 to 1.</summary>
    public static Explainer Explainer(Module<Tensor, Tensor> network) => GradCam.Explainer.FromModule(
        network, new NetworkFacts { Preprocessing = Preprocessing.ImageNet with { InputSize = Side, Mean = [0, 0, 0], Std = [1, 1, 1] } });

    /// <summary>Whether a pixel, by its number, is of the middle.</summary>
    public static bool IsMiddle(int pixel) => pixel / Side is >= 4 and < 12 && pixel % Side is >= 4 and < 12;

    public override Tensor forward(Tensor input)
    {
        using Tensor cells = conv.call(input);
        using Tensor flat = cells.flatten(1);
        return fc.call(flat);
    }

    /// <summary>A map that no network made: 1 where it marks, the same whatever is asked.</summary>
    internal sealed class Given(Func<int, float> value) : IAttributionMethod
    {
        public string Key => "given";

        public string Title => "Given";

        public string Source => "a test";

        public AttributionKind Kind => AttributionKind.Map;

        public string Cost => "0F";

        public Needs Needs => Needs.Nothing;

        public Tensor Compute(AttributionContext context) =>
            tensor((float[])[.. Enumerable.Range(0, Side * Side).Select(value)], [1, Side, Side]).expand(context.Input.shape[0], -1, -1);
    }
}
