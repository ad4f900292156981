using Xunit.Abstractions;

namespace GradCam.Core.Tests.Reference;

/// <summary>Every network against Python's torchvision: float32 here, float64 there, relative L2 error.</summary>
[Collection(nameof(WholeNetworks))]
public class ParityTests(ITestOutputHelper output)
{
    /// <summary>
    /// A case; the bound of logits, activation, gradient and maps, about three times what was measured; the bound of guided
    /// gradients, where a rounding that opens or closes a rectifier counts (2e-4 of it is the figures' float16).
    /// </summary>
    /// <remarks>mobilenet_v2 loses more: its activations meet the ceiling of ReLU6, and its Grad-CAM is a small sum of large terms.</remarks>
    public static TheoryData<string, double, double> Cases => new()
    {
        { "vgg16", 5e-6, 1e-2 },
        { "vgg19", 5e-6, 1e-2 },
        { "resnet50", 5e-6, 1e-3 },
        { "resnet101", 8e-6, 1e-3 },
        { "densenet121", 5e-6, 1e-3 },
        { "densenet121-norm5", 5e-6, 1e-3 },
        { "inception_v3", 5e-6, 1e-2 },
        { "mobilenet_v2", 1.2e-4, 5e-2 },
        { "shufflenet_v2", 5e-6, 1e-3 },
    };

    /// <summary>The cases but VGG's, which has no batch normalisation to fold.</summary>
    public static IEnumerable<object[]> CasesWithNorms => Cases.Where(row => !((string)row[0]).StartsWith("vgg", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Network_OnFormulaCheckpoint_AgreesWithTorchvision(string name, double bound, double guidedBound) =>
        Check(name, fold: false, bound, guidedBound);

    [Theory]
    [MemberData(nameof(CasesWithNorms))]
    public void NetworkWithFoldedNorms_OnFormulaCheckpoint_AgreesWithTorchvision(string name, double bound, double guidedBound) =>
        Check(name, fold: true, bound, guidedBound);

    private void Check(string name, bool fold, double bound, double guidedBound)
    {
        Dictionary<string, double> errors = ParityMeasurement.Of(name.Split('-')[0], ReferenceFigures.Of(name), fold);

        string Line(KeyValuePair<string, double> error) => FormattableString.Invariant($"{name} {error.Key}: {error.Value:e1}");
        output.WriteLine(string.Join(Environment.NewLine, errors.Select(Line)));
        // Written so that a NaN is outside.
        string[] outside = [.. errors.Where(e => !(e.Value <= (IsGuided(e.Key) ? guidedBound : bound))).Select(Line)];
        Assert.True(outside.Length == 0, string.Join(Environment.NewLine, outside));
    }

    private static bool IsGuided(string quantity) => quantity.EndsWith("guided", StringComparison.Ordinal);
}
