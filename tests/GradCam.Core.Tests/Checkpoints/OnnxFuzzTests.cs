using GradCam.Fuzz;

namespace GradCam.Core.Tests.Checkpoints;

/// <summary>A short run of what <c>dotnet run -c Release --project tests/GradCam.Fuzz -- --onnx --count 200000</c> does at length.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class OnnxFuzzTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-fuzz").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void HostileModels_OfEveryKind_EndInAnExplanationOrAClearRefusal()
    {
        OnnxTarget target = new(folder);
        FuzzReport report = new FuzzRun(folder, target).Run(target.Cases, count: 400, seed: 20);

        Assert.Empty(report.Findings);
        Assert.True(report.Kinds.Count > 15, "not every kind was made");
        Assert.True(report.Kinds.Values.Sum(kind => kind.Loaded) > 20, "too few files are nearly right");
    }
}
