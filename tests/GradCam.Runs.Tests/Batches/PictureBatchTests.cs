using GradCam.Core.Tests;

namespace GradCam.Runs.Tests;

public sealed class PictureBatchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The lines of docs/LIBRARY.md.</summary>
    [Fact]
    public void PictureBatch_OfTwoPictures_WritesTheWholeFolder()
    {
        folder.Write("pictures/a.jpg", DrawnPictures.Jpeg(40));
        folder.Write("pictures/b.jpg", DrawnPictures.Jpeg(200));
        string pictures = folder["pictures"], checkpoint = Checkpoint(), results = folder["results"];

        NetworkChoice network = new("densenet121", checkpoint);
        BatchSummary summary = PictureBatch.Run(PictureList.FromPaths([pictures]), [network], results, resume: true);
        foreach (ResultRecord line in ResultsReader.Read(results))
        {
            Console.WriteLine($"{line.Image}: {line.ClassName}");
        }

        Assert.Equal(new BatchSummary(Total: 2, Done: 2, Failed: 0, Resumed: 0, Stopped: false), summary);
        Assert.All(["results.jsonl", "table.md", "results.csv", "report.html"], name => Assert.True(File.Exists(folder["results", name]), name));
        Assert.Equal(["a.jpg", "b.jpg"], ResultsReader.Read(results).Select(line => line.Image));
        Assert.Equal(2, PictureBatch.Run(PictureList.FromPaths([pictures]), [network], results, resume: true).Resumed);
        Assert.Throws<UsageException>(() => PictureBatch.Run(PictureList.FromPaths([pictures]), [network], results));
    }

    [Fact]
    public void PictureBatch_StoppedBeforehand_ComputesNothing()
    {
        folder.Write("pictures/a.jpg", DrawnPictures.Jpeg(40));

        Assert.Throws<OperationCanceledException>(() => PictureBatch.Run(
            PictureList.FromPaths([folder["pictures"]]), [new("densenet121", Checkpoint())], folder["results"], cancellationToken: new CancellationToken(canceled: true)));

        Assert.False(File.Exists(folder["results", "report.html"]));
    }

    private static string Checkpoint() => Path.Combine(SourceTree.Root, "examples", "densenet121-shapes.safetensors");
}
