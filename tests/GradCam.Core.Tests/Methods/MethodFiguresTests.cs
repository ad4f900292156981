using GradCam.Core.Tests.Reference;
using GradCam.Maps;
using GradCam.Methods;
using GradCam.Numerics;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>Every method against the figures of an independent program.</summary>
public class MethodFiguresTests
{
    /// <summary>The figures are stored in float32, and maps leave the run in float32: 6e-8 each.</summary>
    private const double Float64Bound = 1e-6;

    /// <summary>Where a rectifier's gate flips in float32, which the same figure in float64 tells from a fault.</summary>
    private const double FlippedGateBound = 5e-3;

    private static readonly string[] NotMaps = ["input", "logits", "activation", "gradient", "scorecam-weights", "ablationcam-weights", "rise-masks"];

    public static TheoryData<string, string> InFloat32 => Figures(ScalarType.Float32);

    public static TheoryData<string, string> InFloat64 => Figures(ScalarType.Float64);

    [Theory]
    [MemberData(nameof(InFloat64))]
    public void Method_InFloat64_GivesTheFigure(string setting, string name) =>
        Assert.InRange(Distance(setting, name, ScalarType.Float64), 0, Float64Bound);

    [Theory]
    [MemberData(nameof(InFloat32))]
    public void Method_InFloat32_GivesTheFigureWithinItsOwnDistance(string setting, string name)
    {
        double bound = MethodFigures.Tolerance(setting, name);
        bool hasGates = setting != "tiny" && (name.StartsWith("transition1/", StringComparison.Ordinal) || !name.Contains('/') || name.EndsWith("/every4", StringComparison.Ordinal)
            || name.EndsWith("/probes", StringComparison.Ordinal) || name.EndsWith("/norm", StringComparison.Ordinal));
        Assert.InRange(Distance(setting, name, ScalarType.Float32), 0, hasGates ? Math.Max(bound, FlippedGateBound) : bound);
    }

    [Fact]
    public void Figures_OfEverySetting_AreAllComparedInFloat32() => Assert.All(
        MethodFigures.Settings, setting => Assert.All(MethodFigures.Names(setting), name => Assert.True(IsOther(name) || FigureRuns.Has(setting, name, ScalarType.Float32), name)));

    [Fact]
    public void RiseMasks_OfTheFirstFour_AreTheFigures()
    {
        ReferenceArray expected = MethodFigures.Read("tiny", "rise-masks");
        using Tensor like = zeros([1], dtype: ScalarType.Float64);
        using Tensor masks = RiseMasks.Draw(0..4, TinyNetwork.Side, cells: 4, kept: 0.5, seed: 0, like);
        Assert.InRange(RelativeError.L2([.. masks.data<double>().ToArray().Select(value => (float)value)], expected.Values), 0, Float64Bound);
    }

    [Fact]
    public void Input_OfTheTinyNetwork_IsTheFigureToTheBit()
    {
        using var setting = new FigureSetting("tiny", ScalarType.Float32);
        using Tensor input = setting.Input();
        Assert.Equal(MethodFigures.Read("tiny", "input").Values, input.data<float>().ToArray());
    }

    private static TheoryData<string, string> Figures(ScalarType type)
    {
        var data = new TheoryData<string, string>();
        foreach (string setting in MethodFigures.Settings)
        {
            foreach (string name in MethodFigures.Names(setting).Where(name => !IsOther(name) && FigureRuns.Has(setting, name, type)))
            {
                data.Add(setting, name);
            }
        }

        return data;
    }

    private static bool IsOther(string name) => NotMaps.Contains(name) || (name.Contains('/') && NotMaps.Contains(name.Split('/')[^1]));

    private static double Distance(string setting, string name, ScalarType type)
    {
        ReferenceArray expected = MethodFigures.Read(setting, name);
        string[] parts = name.Split('/');
        bool isPart = parts[^1] is "every4" or "probes" or "norm";
        AttributionMap map = FigureRuns.Maps(setting, type)[isPart ? parts[0] : name];
        return RelativeError.L2(Part(map, isPart ? parts[^1] : "", expected), expected.Values);
    }

    /// <summary>What the figure holds of a map: all of it, every so manyth pixel, three norms, or inner products with formula sequences.</summary>
    private static float[] Part(AttributionMap map, string part, ReferenceArray expected) => part switch
    {
        "norm" => [(float)Math.Sqrt(map.Values.Sum(v => (double)v * v)), (float)map.Values.Sum(v => Math.Abs((double)v)), map.Values.Max(Math.Abs)],
        "probes" => [.. Enumerable.Range(0, expected.Values.Length)
            .Select(k => (float)FormulaNumbers.Uniform($"probe/{k}", map.Values.Length).Zip(map.Values, (u, v) => ((2 * u) - 1) * v).Sum())],
        _ => Every(map, map.Width / (int)expected.Shape[^1]),
    };

    private static float[] Every(AttributionMap map, int step) =>
        [.. map.Values.Index().Where(entry => entry.Index % map.Width % step == 0 && entry.Index / map.Width % map.Height % step == 0).Select(entry => entry.Item)];
}
