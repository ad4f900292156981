using GradCam.Maps;
using GradCam.Sources;

namespace GradCam.Runs.Tests.Metrics;

/// <summary>A picture of 8 x 8 with the network whose answers can be computed by hand: see <see cref="BrightNetwork"/>.</summary>
internal sealed class HandCase : IDisposable
{
    private readonly Network network = BrightNetwork.Create();
    private readonly PictureProbe probe;

    /// <param name="level">The picture's levels: 128 is 0 to the network, 255 is 1.</param>
    /// <param name="seed">What random numbers start from.</param>
    /// <param name="versus">The class that is compared with; null for none.</param>
    public HandCase(Func<int, int, byte> level, int seed = 0, Target? versus = null) => probe = new PictureProbe(
        network,
        new ExplainOptions { Pictures = [], Methods = [new GradCam.Methods.GradCamMethod()], Layers = ["layer"], Seed = seed, Versus = versus },
        BrightNetwork.Picture(level));

    /// <summary>How many inputs went through the network.</summary>
    public int Passes => probe.Passes;

    /// <summary>What the network says of an input with this sum.</summary>
    public static double Probability(double sum) => 1 / (1 + Math.Exp(-sum));

    public IReadOnlyList<double> Measure(IMetric metric, Func<int, int, float> map, Func<int, int, bool>? truth = null) => Result(metric, map, truth).Values;

    public MetricResult Result(IMetric metric, Func<int, int, float> map, Func<int, int, bool>? truth = null)
    {
        MetricContext context = Context(BrightNetwork.Map(map), truth);
        return MetricRun.Measure(context.Picture, [context], [metric])[0][0];
    }

    public MetricContext Context(AttributionMap map, Func<int, int, bool>? truth = null)
    {
        bool[]? known = truth is null ? null : [.. from y in Enumerable.Range(0, BrightNetwork.Side) from x in Enumerable.Range(0, BrightNetwork.Side) select truth(y, x)];
        return new MetricContext(new MeasuredPicture(probe, Target.Class(0), 0, 2, known), "layer", "gradcam", map);
    }

    public void Dispose() => network.Dispose();
}
