using GradCam.Fuzz;

namespace GradCam.Core.Tests.Checkpoints;

/// <summary>A short run of what <c>dotnet run -c Release --project tests/GradCam.Fuzz -- --count 200000</c> does at length.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class FuzzTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-fuzz").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void HostileFiles_OfEveryKind_EndInATensorOrAClearRefusal()
    {
        FuzzReport report = new FuzzRun(folder, new CheckpointTarget(folder)).Run(FuzzCases.Create(), count: 3000, seed: 20);

        Assert.Empty(report.Findings);
        Assert.True(report.Kinds.Count > 20, "not every kind was made");
        Assert.True(report.Kinds.Values.Sum(kind => kind.Loaded) > 100, "too few files are nearly right");
        Assert.False(File.Exists("gradcam-fuzz-was-run"));
    }

    [Fact]
    public void HostileFiles_OfManyMegabytes_StayWithinTimeAndMemory() =>
        Assert.Empty(new FuzzRun(folder, new CheckpointTarget(folder)).Run(BigCases.All, count: 20, seed: 1).Findings);
}
