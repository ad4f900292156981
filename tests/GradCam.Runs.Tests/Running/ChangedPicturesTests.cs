using System.Globalization;

namespace GradCam.Runs.Tests.Running;

/// <summary>What a resumed run does about pictures that are not what they were.</summary>
public sealed class ChangedPicturesTests : IDisposable
{
    private const int Pictures = 12, Batch = 4;

    private readonly TemporaryFolder folder = new();
    private readonly List<BrightnessExplainer> opened = [];

    public ChangedPicturesTests()
    {
        for (int i = 0; i < Pictures; i++)
        {
            Draw(i, 20 * i);
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(11)]
    public void ResumedRun_WithAPictureOfOtherContent_ComputesItsBatchesAgain(int changed)
    {
        Run(resume: false);
        Draw(changed, 255);

        (BatchSummary summary, int told) = Run(resume: true);

        Assert.Equal((1, 2 * (Pictures - Batch)), (told, summary.Resumed));
        Assert.Equal([Batch, Batch], opened.Select(explainer => explainer.Explained));
        AssertLikeAnUndisturbedRun();
    }

    [Fact]
    public void ResumedRun_CutOffAndWithPicturesOfOtherContent_EndsLikeAnUndisturbedOne()
    {
        Run(resume: false);
        string[] lines = File.ReadAllLines(folder["out", "results.jsonl"]);
        File.WriteAllText(folder["out", "results.jsonl"], string.Concat(lines[..15].Select(line => $"{line}\n")));
        Draw(2, 240);
        Draw(6, 250);

        (BatchSummary summary, int told) = Run(resume: true);

        // Of three whole batches the first two have another picture, and the second network's was begun.
        Assert.Equal((2, Batch), (told, summary.Resumed));
        AssertLikeAnUndisturbedRun();
    }

    [Fact]
    public void ResumedRun_StoppedBeforeChangedPicturesWereDone_FindsThemAgain()
    {
        Run(resume: false);
        Draw(9, 255);
        using CancellationTokenSource stop = new();
        stop.Cancel();

        BatchSummary stopped = Run(resume: true, stop: stop.Token).Summary;
        (BatchSummary summary, int told) = Run(resume: true);

        Assert.Equal((2 * (Pictures - Batch), true), (stopped.Done, stopped.Stopped));
        // The list of pictures is up to date by now; the lines are not there all the same.
        Assert.Equal((0, 2 * (Pictures - Batch)), (told, summary.Resumed));
        AssertLikeAnUndisturbedRun();
    }

    [Fact]
    public void ResumedRun_WithPicturesOfANewTimeAlone_ComputesNothing()
    {
        Run(resume: false);
        foreach (string file in Directory.GetFiles(folder["in"]))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }

        (BatchSummary summary, int told) = Run(resume: true);

        Assert.Equal((0, 2 * Pictures), (told, summary.Resumed));
        Assert.Empty(opened);
        AssertLikeAnUndisturbedRun();
    }

    [Fact]
    public void ResumedRun_WithADamagedPictureMended_ComputesIt()
    {
        folder.Write(NameOf(3), [1, 2, 3]);
        Assert.Equal(2, Run(resume: false).Summary.Failed);
        Draw(3, 60);

        (BatchSummary summary, int told) = Run(resume: true);

        Assert.Equal((1, 0), (told, summary.Failed));
        AssertLikeAnUndisturbedRun();
    }

    [Fact]
    public void ResumedRun_OfAFolderWithoutAList_KeepsItsResultsAndMakesTheList()
    {
        Run(resume: false);
        File.Delete(folder["out", "pictures.jsonl"]);

        Assert.Equal(2 * Pictures, Run(resume: true).Summary.Resumed);
        AssertLikeAnUndisturbedRun();
    }

    [Fact]
    public void ResumedRun_WithPicturesGoneAndAdded_IsRefusedByTheirNames()
    {
        Run(resume: false);
        File.Delete(folder[NameOf(4).Split('/')]);
        Draw(90, 1);

        string told = Assert.Throws<UsageException>(() => Run(resume: true)).Message;

        Assert.EndsWith("the run was made with other settings: ../in/p04.jpg is gone, ../in/p90.jpg is new", told, StringComparison.Ordinal);
    }

    [Fact]
    public void ResumedRun_WithAListThatIsNone_IsRefusedByLine()
    {
        Run(resume: false);
        folder.Write("out/pictures.jsonl", "{\"source\":\"a\"}\nhello\n");

        Assert.Contains("pictures.jsonl: line 2 is not a picture's", Assert.Throws<UsageException>(() => Run(resume: true)).Message, StringComparison.Ordinal);
    }

    private static string NameOf(int i) => $"in/p{i.ToString("00", CultureInfo.InvariantCulture)}.jpg";

    private void Draw(int i, int level) => folder.Write(NameOf(i), DrawnPictures.Jpeg(level));

    private void AssertLikeAnUndisturbedRun()
    {
        Run(resume: false, name: "undisturbed");

        Assert.Equal(ResultsContent.Of(folder["undisturbed"]), ResultsContent.Of(folder["out"]));
    }

    private (BatchSummary Summary, int Changed) Run(bool resume, string name = "out", CancellationToken stop = default)
    {
        opened.Clear();
        var plan = BatchPlan.Make(PictureList.FromPaths([folder["in"]]), new BatchDefaults([new("a", null), new("b", null)]), Batch);
        string pictures = string.Join(' ', plan.Jobs.Select(job => job.Picture.Name));
        using var results = ResultsFolder.Open(folder[name], plan, new RunSettings([new("pictures", pictures)]), resume, CancellationToken.None);
        BatchSummary summary = new BatchRunner(plan, results, choice =>
        {
            opened.Add(new BrightnessExplainer(choice.Network));
            return opened[^1];
        }).Run(cancellationToken: stop);
        return (summary, results.Changed);
    }
}
