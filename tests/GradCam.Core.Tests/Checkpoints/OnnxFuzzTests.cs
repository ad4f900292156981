using GradCam.Fuzz;
using TorchSharp;

namespace GradCam.Core.Tests.Checkpoints;

/// <summary>A short run of what <c>dotnet run -c Release --project tests/GradCam.Fuzz -- --onnx --count 200000</c> does at length.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class OnnxFuzzTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-fuzz").FullName;

    private readonly int threads = torch.get_num_threads();

    // Threads that wait for each other take ten times as long over such small networks.
    public OnnxFuzzTests() => torch.set_num_threads(1);

    public void Dispose()
    {
        torch.set_num_threads(threads);
        Directory.Delete(folder, recursive: true);
    }

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
