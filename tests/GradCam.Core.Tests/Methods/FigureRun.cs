using GradCam.Methods;

namespace GradCam.Core.Tests.Methods;

/// <summary>Methods with the parameters that their figures have, which are computed together.</summary>
/// <param name="Methods">The methods.</param>
internal sealed record FigureRun(params IReadOnlyList<IAttributionMethod> Methods)
{
    /// <summary>The layers; null for those of the setting.</summary>
    public IReadOnlyList<string>? Layers { get; private init; }

    /// <summary>What random numbers start from.</summary>
    public int Seed { get; private init; }

    /// <summary>Whether it takes dozens of passes of its own through a large network.</summary>
    public bool IsLong { get; private init; }

    /// <summary>What follows the method's key in the figures' names.</summary>
    public string Suffix { get; private init; } = "";

    /// <summary>The methods of one forward and one backward pass for all layers, and the attributions of one of each.</summary>
    private static IReadOnlyList<IAttributionMethod> Plain { get; } =
    [
        new GradCamMethod(), new GradCamPlusPlusMethod(), new HiResCamMethod(), new ElementwiseCamMethod(), new XGradCamMethod(), new LayerCamMethod(), new EigenCamMethod(),
        new EigenGradCamMethod(), new KpcaCamMethod(), new FemMethod(), new FinerCamMethod(), new ShapleyCamMethod(), new FullGradMethod(), new GradientMethod(),
        new InputTimesGradientMethod(), new DeconvolutionMethod(), new GuidedBackpropagationMethod(),
    ];

    /// <summary>Those of the tiny network.</summary>
    public static IReadOnlyList<FigureRun> Tiny { get; } =
    [
        new([
            .. Plain, new ScoreCamMethod(), new AblationCamMethod(), new SmoothGradCamPlusPlusMethod { Samples = 8 }, new IntegratedGradientsMethod { Steps = 32 }, new SmoothGradMethod(),
            new SmoothGradSquaredMethod(), new VarGradMethod(), new ExpectedGradientsMethod { Samples = 24 }, new OcclusionMethod { Window = 8, Stride = 4 },
            new RiseMethod { Masks = 96, Cells = 4 }]),
        new(new IntegratedGradientsMethod { Steps = 32, Baseline = Baseline.Black }) { Suffix = "-black" },
        new(new OcclusionMethod { Window = 7, Stride = 5, Baseline = Baseline.Black }) { Suffix = "-ragged" },
        new(new RandomCamMethod()) { Seed = 5 },
        new(new LayerCamFusionMethod()) { Layers = ["features.relu2", "features.relu3"] },
        new(new FactorisationMethod()) { Layers = ["features.relu3"] },
    ];

    /// <summary>Those of densenet121.</summary>
    public static IReadOnlyList<FigureRun> Dense { get; } =
    [
        new([.. Plain]),
        new(
            new SmoothGradCamPlusPlusMethod { Samples = 4 }, new IntegratedGradientsMethod { Steps = 8 }, new SmoothGradMethod { Samples = 4 },
            new SmoothGradSquaredMethod { Samples = 4 }, new VarGradMethod { Samples = 4 }, new ExpectedGradientsMethod { Samples = 6 },
            new OcclusionMethod { Window = 64, Stride = 32 }) { IsLong = true },
        new(new ScoreCamMethod()) { Layers = ["features.denseblock4.denselayer16.conv2"], IsLong = true },
        new(new AblationCamMethod()) { Layers = ["features.denseblock4.denselayer16.conv2"] },
        new(new RandomCamMethod()) { Seed = 5 },
        new(new LayerCamFusionMethod()) { Layers = ["features.transition1", "features.norm5"] },
        new(new FactorisationMethod()) { Layers = ["features.norm5"] },
    ];

    /// <summary>The name of a method's figure.</summary>
    public static string Figure(IAttributionMethod method, string layer) =>
        method.Needs is { Layer: true, EveryLayer: false } ? $"{layer.Split('.')[^1]}/{method.Key}" : method.Key;

    /// <summary>The names of a method's figures.</summary>
    public IEnumerable<string> Figures(IAttributionMethod method, IEnumerable<string> layers) => layers.Select(layer => Figure(method, layer) + Suffix).Distinct();
}
