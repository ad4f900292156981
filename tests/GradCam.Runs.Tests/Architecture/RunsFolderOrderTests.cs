using GradCam.Core.Tests;
using GradCam.Core.Tests.Architecture;

namespace GradCam.Runs.Tests.Architecture;

/// <summary>Data flows one way through runs too: a folder uses only folders before it, and within one no files use each other in a circle.</summary>
public sealed class RunsFolderOrderTests
{
    private static readonly FolderOrder Runs = new(
        FolderOrder.SourcesOf(Path.Combine(SourceTree.Root, "src", "GradCam.Runs")),
        ["Pictures", "Metrics", "Plans", "Results", "Shards", "Running", "Comparing", "Reports", "Batches"],
        (_, _) => "GradCam.Runs");

    [Fact]
    public void EveryFolder_OfRuns_HasAPlaceInTheOrder() => Assert.Empty(Runs.FoldersWithoutAPlace());

    [Fact]
    public void EveryFile_OfRuns_UsesOnlyFoldersBeforeItsOwn() => Assert.Empty(Runs.Violations());

    [Fact]
    public void EveryType_OfRuns_IsInItsNamespace() => Assert.Empty(Runs.StrayNamespaces());

    [Fact]
    public void Files_OfOneFolderOfRuns_UseEachOtherInACircle_WhereOneThingIsSaidInTwo() =>
        // A metric has parameters, and a parameter with another value gives a metric.
        Assert.Equal(["IMetric, MetricParameter"], Runs.Circles());

    [Fact]
    public void NativeLibraries_AreNotUsed_ByRuns() =>
        Assert.DoesNotContain(Runs.Code.Values, source =>
            source.Contains("OpenCvSharp", StringComparison.Ordinal) || source.Contains("TorchSharp", StringComparison.Ordinal));
}
