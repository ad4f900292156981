using System.Text;

namespace GradCam.Runs.Tests.Reports;

/// <summary>What a report costs grows with its results, not with their square.</summary>
public sealed class LargeReportTests : IDisposable
{
    private const int Results = 800;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Report_OfManyResults_DoesNotSearchTheWholeHeapAgainAndAgain()
    {
        folder.Write("picture.jpg", DrawnPictures.Jpeg(100));
        File.WriteAllLines(folder[ResultsReader.FileName], Enumerable.Range(0, Results).Select(LineOf));
        using var results = ResultsFolder.Reopen(folder.Path);
        int before = GC.CollectionCount(GC.MaxGeneration);

        RunReports.Write(results, embeddedBytes: 0);

        // Every full collection looks at all results: one for each eight of them made it quadratic, 200 here.
        Assert.InRange(GC.CollectionCount(GC.MaxGeneration) - before, 0, Results / 40);
        Assert.Equal(Results, Directory.GetFiles(folder["report-pictures"]).Length);
    }

    private static string LineOf(int i) => Encoding.UTF8.GetString(ResultJson.EncodeLine(
        new ResultRecord
        {
            Image = $"{i}.jpg",
            Source = "picture.jpg",
            Network = "vgg16",
            Files = new Dictionary<string, string> { ["heatmap"] = "picture.jpg", ["cam"] = "picture.jpg" },
        }));
}
