using System.Diagnostics;
using System.Text.Json;

namespace GradCam.Runs.Tests.Reports;

/// <summary>What a report costs grows with its results, not with their square.</summary>
public sealed class ReportSpeedTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Report_OfFourTimesAsManyResults_TakesAboutFourTimesAsLong()
    {
        // The first report loads OpenCV and compiles; the two that are compared do not.
        Seconds(100);
        double few = Seconds(1500), many = Seconds(6000);

        // Measured at 4 times; with the heap collected every eight results it was 11 times.
        Assert.InRange(many / few, 0, 8);
    }

    /// <summary>The processor time of a report, so that what else the machine does hardly counts.</summary>
    private double Seconds(int count)
    {
        string name = $"run-{count}";
        folder.Write($"{name}/picture.jpg", DrawnPictures.Jpeg(100));
        IEnumerable<string> lines = Enumerable.Range(0, count).Select(i => JsonSerializer.Serialize(
            new ResultLine
            {
                Image = $"{i}.jpg",
                Source = "picture.jpg",
                Network = "vgg16",
                ClassName = $"class {i % 1000}",
                Top5 = [.. Enumerable.Range(0, 5).Select(id => new ResultScore(id, $"class {id}", 0.2))],
                Files = new Dictionary<string, string> { ["heatmap"] = "picture.jpg", ["cam"] = "picture.jpg" },
            },
            RunJson.Line));
        File.WriteAllLines(folder[name, ResultsReader.FileName], lines);
        using ResultsFolder results = ResultsFolder.Reopen(folder[name]);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        RunReports.Write(results, embeddedBytes: 0);
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }
}
