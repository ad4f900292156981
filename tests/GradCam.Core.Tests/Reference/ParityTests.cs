using Xunit.Abstractions;

namespace GradCam.Core.Tests.Reference;

/// <summary>Every network against Python's torchvision: float32 here, float64 there, relative L2 error.</summary>
[Collection(nameof(WholeNetworks))]
public class ParityTests(ITestOutputHelper output)
{
    /// <summary>A case, the bound of what leads to a map (logits, activation, gradient, maps), the bound of guided gradients.</summary>
    public static TheoryData<string, double, double> Cases => new()
    {
        { "vgg16", 2e-5, 1e-2 },
        { "vgg19", 2e-5, 1e-2 },
        { "resnet50", 2e-5, 1e-2 },
        { "resnet101", 2e-5, 1e-2 },
        { "densenet121", 2e-5, 1e-2 },
        { "densenet121-norm5", 2e-5, 1e-2 },
        { "inception_v3", 2e-5, 1e-2 },
        { "mobilenet_v2", 4e-5, 5e-2 },
        { "shufflenet_v2", 2e-5, 1e-2 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Network_OnFormulaCheckpoint_AgreesWithTorchvision(string name, double bound, double guidedBound)
    {
        Dictionary<string, double> errors = ParityMeasurement.Of(name.Split('-')[0], ReferenceFigures.Of(name));

        string Line(KeyValuePair<string, double> error) => FormattableString.Invariant($"{name} {error.Key}: {error.Value:e1}");
        output.WriteLine(string.Join(Environment.NewLine, errors.Select(Line)));
        // Written so that a NaN is outside.
        string[] outside = [.. errors.Where(e => !(e.Value <= (IsGuided(e.Key) ? guidedBound : bound))).Select(Line)];
        Assert.True(outside.Length == 0, string.Join(Environment.NewLine, outside));
    }

    private static bool IsGuided(string quantity) => quantity.EndsWith("guided", StringComparison.Ordinal);
}
