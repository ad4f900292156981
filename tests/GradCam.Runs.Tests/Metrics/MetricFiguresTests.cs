using System.Globalization;
using GradCam.Core.Tests.Methods;
using GradCam.Maps;
using GradCam.Numerics;

namespace GradCam.Runs.Tests.Metrics;

/// <summary>Every metric against the figures of an independent program.</summary>
public sealed class MetricFiguresTests
{
    /// <summary>Arrays are stored in float32 and computed in it.</summary>
    private const double ArrayBound = 1e-5;

    public static TheoryData<string> Settings => [.. MetricFigures.Settings];

    [Theory]
    [MemberData(nameof(Settings))]
    public void EveryFigure_OfASetting_IsMet(string name)
    {
        Dictionary<string, double> found = Measured(name);

        Assert.Equal(MetricFigures.Paths(name).Where(IsCompared).Order(), found.Keys.Order());
        Assert.All(found, value => Assert.InRange(
            Math.Abs(value.Value - MetricFigures.Number(name, value.Key)), 0, MetricFigures.Tolerance(name, value.Key)));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Curves_OfASetting_AreTheFigures(string name)
    {
        using var setting = new MetricSetting(name);
        MetricContext map = setting.Context();
        int steps = setting.IsTiny ? 16 : 8;
        MetricBaseline[] baselines = setting.IsTiny ? [MetricBaseline.Mean, MetricBaseline.Black, MetricBaseline.Blur] : [MetricBaseline.Mean, MetricBaseline.Blur];
        Assert.All(baselines, baseline =>
        {
            string suffix = baseline.ToString().ToLowerInvariant();
            IReadOnlyList<MetricResult> found =
                MetricRun.Measure(map.Picture, [map], [new DeletionMetric { Steps = steps, Baseline = baseline }, new InsertionMetric { Steps = steps, Baseline = baseline }])[0];
            AssertSame(MetricFigures.Read(name, $"metric-deletion-{suffix}"), found[0].Curves![0]!);
            AssertSame(MetricFigures.Read(name, $"metric-insertion-{suffix}"), found[1].Curves![0]!);
        });
    }

    [Fact]
    public void Ranking_OfATiedMask_IsTheFigureToTheLastPixel()
    {
        int[] ranking = Ranking.Of(MetricFigures.Read("tiny", "tied-mask"), Ranking.Ties(TinyNetwork.Side * TinyNetwork.Side, 0));
        Assert.Equal(MetricFigures.Read("tiny", "tied-ranking").Select(place => (int)place), ranking);
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Ranking_OfAMask_BeginsAsTheFigure(string name)
    {
        float[] mask = MetricFigures.Read(name, "mask");
        Assert.Equal(MetricFigures.Read(name, "metric-ranking-start").Select(place => (int)place), Ranking.Of(mask, Ranking.Ties(mask.Length, 0))[..64]);
    }

    [Fact]
    public void Bootstrap_OfTheFiguresValues_GivesTheirInterval()
    {
        double[] values = [.. Enumerable.Range(0, 24).Select(i => MetricFigures.Number("tiny", $"bootstrap/values/{i}"))];
        (double low, double high) = new Bootstrap(1000, 0.95, 0).Interval(values);
        Assert.Equal(MetricFigures.Number("tiny", "bootstrap/interval/0"), low, 1e-12);
        Assert.Equal(MetricFigures.Number("tiny", "bootstrap/interval/1"), high, 1e-12);
        Assert.Equal(values, FormulaNumbers.Uniform("bootstrap-example", 24).Select(value => Math.Round(value, 6)));
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Blur_OfAPicture_IsTheFigure(string name)
    {
        using var setting = new MetricSetting(name);
        float[] blurred = setting.Picture(setting.Object).BaselineOf(MetricBaseline.Blur);
        int side = setting.Side, every = setting.IsTiny ? 1 : 4;
        float[] shown = [.. blurred.Where((_, i) => i % side % every == 0 && i / side % side % every == 0)];
        AssertSame(MetricFigures.Read(name, "metric-blur"), [.. shown.Select(value => (double)value)]);
    }

    private static Dictionary<string, double> Measured(string name)
    {
        using var setting = new MetricSetting(name);
        MetricContext map = setting.Context();
        int steps = setting.IsTiny ? 16 : 8;
        Dictionary<string, double> found = [];
        List<(string Path, IMetric Metric, int Part)> wanted = [.. Common(setting, steps)];
        IReadOnlyList<MetricResult> results = MetricRun.Measure(map.Picture, [map], [.. wanted.Select(one => one.Metric)])[0];
        foreach (((string path, _, int part), MetricResult result) in wanted.Zip(results))
        {
            found[path] = result.Values[part];
        }

        AddScores(setting, map, found);
        found["random-logit/class"] = RandomLogitMetric.OtherThan(map.Picture);
        found["coherency/pearson"] = (2 * found["coherency/value"]) - 1;
        if (setting.IsTiny)
        {
            AddTiny(setting, map, found);
        }

        return found;
    }

    private static IEnumerable<(string Path, IMetric Metric, int Part)> Common(MetricSetting setting, int steps)
    {
        foreach (MetricBaseline baseline in (MetricBaseline[])[MetricBaseline.Mean, MetricBaseline.Black])
        {
            string masked = $"masked ({baseline.ToString().ToLowerInvariant()})";
            yield return ($"{masked}/drop", new AverageDropMetric { Baseline = baseline }, 0);
            yield return ($"{masked}/increase", new IncreaseMetric { Baseline = baseline }, 0);
            yield return ($"{masked}/gain", new AverageGainMetric { Baseline = baseline }, 0);
        }

        foreach (MetricBaseline baseline in (MetricBaseline[])[MetricBaseline.Mean, MetricBaseline.Blur, .. setting.IsTiny ? [MetricBaseline.Black] : Array.Empty<MetricBaseline>()])
        {
            yield return ($"deletion ({baseline.ToString().ToLowerInvariant()})", new DeletionMetric { Steps = steps, Baseline = baseline }, 0);
            yield return ($"insertion ({baseline.ToString().ToLowerInvariant()})", new InsertionMetric { Steps = steps, Baseline = baseline }, 0);
        }

        var road = new RoadMetric { Levels = setting.IsTiny ? [10, 20, 30, 40, 50, 60, 70, 80, 90] : [20, 40, 60, 80] };
        yield return ("road/combined", road, 0);
        yield return ("road/morf", road, 1);
        yield return ("road/lerf", road, 2);
        yield return ("pointing (0)", new PointingMetric { Tolerance = 0 }, 0);
        int tolerance = setting.IsTiny ? 3 : 15;
        yield return ($"pointing ({tolerance})", new PointingMetric { Tolerance = tolerance }, 0);
        yield return ("energy", new EnergyMetric(), 0);
        yield return ("entropy", new EntropyMetric(), 0);
        yield return ("gini", new GiniMetric(), 0);
        string last = setting.IsTiny ? "all" : "from denseblock4";
        yield return ($"randomised: {last}/spearman", new RandomisationMetric(), 0);
        yield return ($"randomised: {last}/ssim", new RandomisationMetric(), 1);
        yield return ("randomised: classifier/spearman", new RandomisationMetric(), 2);
        yield return ("randomised: classifier/ssim", new RandomisationMetric(), 3);
        yield return ("random-logit/spearman", new RandomLogitMetric(), 0);
        yield return ("random-logit/ssim", new RandomLogitMetric(), 1);
        yield return ("coherency/value", new CoherencyMetric(), 0);
        yield return ("max-sensitivity", setting.IsTiny ? new MaxSensitivityMetric() : new MaxSensitivityMetric { Draws = 4, Radius = 0.1 }, 0);
    }

    private static void AddScores(MetricSetting setting, MetricContext map, Dictionary<string, double> found)
    {
        ProbeInput[] inputs = [map.Picture.Plain, MaskedScore.Input(map, MetricBaseline.Mean), MaskedScore.Input(map, MetricBaseline.Black)];
        double[] scores = [.. map.Picture.Scores(inputs).Select(score => score.Probability)];
        (found["probability"], found["masked (mean)/probability"], found["masked (black)/probability"]) = (scores[0], scores[1], scores[2]);
        Assert.Equal(setting.Side * setting.Side, map.Mask.Length);
    }

    private static void AddTiny(MetricSetting setting, MetricContext map, Dictionary<string, double> found)
    {
        MetricContext tied = setting.Context("tied-mask");
        IReadOnlyList<MetricResult> ofTied = MetricRun.Measure(tied.Picture, [tied], [new RoadMetric { Levels = [10, 50, 90] }, new DeletionMetric { Steps = 10 }])[0];
        found["tied mask/road combined"] = ofTied[0].Values[0];
        found["tied mask/deletion (mean), 10 steps"] = ofTied[1].Values[0];
        found["tied mask/spearman with the mask"] = RankCorrelation.Of(Doubles(tied.Mask), Doubles(map.Mask));
        AssertSame(MetricFigures.Read("tiny", "tied-deletion"), ofTied[1].Curves![0]!);
        for (int i = 0; i < 6; i++)
        {
            int[] box = [.. Enumerable.Range(0, 4).Select(side => (int)MetricFigures.Number("tiny", $"pointing/{i}/box/{side}"))];
            MetricContext boxed = setting.Context(box: (box[0], box[1], box[2], box[3]));
            IMetric pointing = new PointingMetric { Tolerance = (int)MetricFigures.Number("tiny", $"pointing/{i}/tolerance") };
            found[$"pointing/{i}/hit"] = MetricRun.Measure(boxed.Picture, [boxed], [pointing])[0][0].Values[0];
        }

        AddInfidelity(map, found, "infidelity-squares (mask)", map.Map, (0, -1));
        AddInfidelity(map, found, "infidelity-squares (integrated gradients)", Pixels("integratedgradients"), (0, 1));
        AddInfidelity(map, found, "infidelity-noise (gradient)", Pixels("gradient"), (2, 3));
        using var modules = GradCam.Recording.RandomisedParameters.Draw(
            setting.Network.Module, name => GradCam.Recording.RandomisedParameters.IsUnder(name, ["classifier", "features.conv3"]));
        (double rank, double ssim) = Similarity.Compare(map, setting.Probe.Explain(Target.Class(4), modules));
        (found["randomised: classifier and conv3/spearman"], found["randomised: classifier and conv3/ssim"]) = (rank, ssim);
    }

    private static void AddInfidelity(MetricContext map, Dictionary<string, double> found, string path, AttributionMap attribution, (int Scaled, int Plain) parts)
    {
        MetricContext context = attribution.Channels == 1 ? map : new MetricContext(map.Picture, map.Layer, "integratedgradients", attribution);
        double[] values = [.. MetricRun.Measure(map.Picture, [context], [new InfidelityMetric()])[0][0].Values];
        found[$"{path}/scaled"] = values[parts.Scaled];
        if (parts.Plain >= 0)
        {
            found[$"{path}/plain"] = values[parts.Plain];
        }
    }

    private static AttributionMap Pixels(string name) =>
        new(3, TinyNetwork.Side, TinyNetwork.Side, [.. MethodFigures.Read("tiny", name).Values]);

    /// <summary>The bootstrap and the factors of infidelity, which no metric gives by itself, are compared by themselves.</summary>
    private static bool IsCompared(string path) => !path.StartsWith("bootstrap", StringComparison.Ordinal) && !path.EndsWith("/scale", StringComparison.Ordinal)
        && !(path.StartsWith("pointing/", StringComparison.Ordinal) && !path.EndsWith("/hit", StringComparison.Ordinal));

    private static double[] Doubles(float[] values) => Array.ConvertAll(values, value => (double)value);

    private static void AssertSame(float[] expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Length, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.True(
            Math.Abs(pair.First - pair.Second) <= ArrayBound * Math.Max(1, Math.Abs(pair.First)), string.Create(CultureInfo.InvariantCulture, $"{pair.First} and {pair.Second}")));
    }
}
