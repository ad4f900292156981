using GradCam.Maps;
using GradCam.Networks;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Runs.Tests.Metrics;

/// <summary>
/// A network whose answers can be computed by hand: of two classes, the first one's logit is the sum of the red numbers of the input, the second one's 0. So
/// the probability is <c>1 / (1 + exp(-sum))</c>.
/// </summary>
internal sealed class BrightNetwork : nn.Module<Tensor, Tensor>
{
    public const int Side = 8;

    private readonly TorchSharp.Modules.Conv2d layer = nn.Conv2d(3, 1, 1, bias: false);

    private BrightNetwork()
        : base(nameof(BrightNetwork))
    {
        RegisterComponents();
        using IDisposable plain = no_grad();
        layer.weight!.zero_();
        layer.weight![0, 0, 0, 0] = 1;
    }

    /// <summary>Pixels of which each number of the input is the level's, as 128 is 0 and 255 nearly 1.</summary>
    public static Network Create()
    {
        var module = new BrightNetwork();
        return new Network(module, new NetworkFacts { Preprocessing = new Preprocessing(Side, [128f / 255, 128f / 255, 128f / 255], [127f / 255, 127f / 255, 127f / 255], false) })
        {
            Owned = [module],
        };
    }

    /// <summary>A grey picture, with a level for each pixel.</summary>
    public static byte[] Picture(Func<int, int, byte> level) =>
        [.. from y in Enumerable.Range(0, Side) from x in Enumerable.Range(0, Side) from colour in Enumerable.Range(0, 3) select level(y, x)];

    /// <summary>A map, with a value for each pixel.</summary>
    public static AttributionMap Map(Func<int, int, float> value) =>
        new(1, Side, Side, [.. from y in Enumerable.Range(0, Side) from x in Enumerable.Range(0, Side) select value(y, x)]);

    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor sum = layer.call(x).sum([1, 2, 3]).unsqueeze(1);
        return cat([sum, zeros_like(sum)], 1).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            layer.Dispose();
        }

        base.Dispose(disposing);
    }
}
