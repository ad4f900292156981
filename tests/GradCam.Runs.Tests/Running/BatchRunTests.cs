
namespace GradCam.Runs.Tests.Running;

public sealed class BatchRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly IReadOnlyList<ListedPicture> pictures;

    public BatchRunTests()
    {
        for (int i = 0; i < 11; i++)
        {
            folder.Write($"in/{i / 4}/p{i:00}.jpg", i == 5 ? [1, 2, 3] : DrawnPictures.Jpeg(i * 23));
        }

        pictures = PictureList.FromPaths([folder["in"]]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Run_WithADamagedPicture_RecordsItAndDoesTheRest()
    {
        BatchSummary summary = Run("out");

        Assert.Equal(new BatchSummary(22, 22, 2, 0, false), summary);
        IReadOnlyList<ResultRecord> lines = ResultsReader.Read(folder["out"]);
        Assert.Equal(Plan().Jobs.Select(job => (job.Picture.Name, job.Choice.Network)), lines.Select(line => (line.Image!, line.Network)));
        ResultRecord damaged = lines[5];
        Assert.Contains("p05.jpg", damaged.Error, StringComparison.Ordinal);
        Assert.Empty(damaged.Files);
        Assert.Equal("../in/0/p03.jpg", lines[3].Source);
        Assert.Equal("0/p03-a-heatmap++.jpg", lines[3].Files["heatmap++"]);
        Assert.All(lines.Where(line => line.Error is null), line => Assert.All(line.Files.Values, file => Assert.True(File.Exists(folder["out", file]))));
        // run.json, pictures.jsonl and results.jsonl stand beside the pictures.
        Assert.Equal((20 * 3) + 3, Directory.GetFiles(folder["out"], "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Networks_AreLoadedOnceEachAndFreedBeforeTheNext()
    {
        List<(string Network, BrightnessExplainer Explainer)> opened = [];

        Run("out", open: choice =>
        {
            Assert.All(opened, earlier => Assert.True(earlier.Explainer.IsDisposed));
            opened.Add((choice.Network, new BrightnessExplainer(choice.Network)));
            return opened[^1].Explainer;
        });

        Assert.Equal(["a", "b"], opened.Select(network => network.Network));
        Assert.All(opened, network => Assert.Equal([4, 3, 3], network.Explainer.Batches));
    }

    [Fact]
    public void ResumedRun_CutOffAtAnyByte_EndsLikeAnUndisturbedOne()
    {
        Run("whole");
        SortedDictionary<string, string> expected = ResultsContent.Of(folder["whole"]);

        const int Cuts = 13;
        for (int cut = 0; cut <= Cuts; cut++)
        {
            Run("cut");
            // The file's own length: each run's seconds have as many digits as they like.
            byte[] lines = File.ReadAllBytes(folder["cut", "results.jsonl"]);
            File.WriteAllBytes(folder["cut", "results.jsonl"], lines[..(lines.Length * cut / Cuts)]);
            folder.Write("cut/.drafts/7", "half a picture");

            BatchSummary summary = Run("cut", resume: true);

            Assert.Equal((22, 2, false), (summary.Done, summary.Failed, summary.Stopped));
            Assert.Equal(expected, ResultsContent.Of(folder["cut"]));
            Directory.Delete(folder["cut"], recursive: true);
        }
    }

    [Fact]
    public void ResumedRun_RepeatsOnlyTheBatchThatWasBegun()
    {
        Run("out");
        string results = folder["out", "results.jsonl"];
        string[] lines = File.ReadAllLines(results);
        File.WriteAllText(results, string.Join('\n', lines[..9]) + "\n" + lines[9][..20]);
        List<BrightnessExplainer> opened = [];

        BatchSummary summary = Run("out", resume: true, open: choice =>
        {
            opened.Add(new BrightnessExplainer(choice.Network));
            return opened[^1];
        });

        // Eleven pictures a network in batches of four: nine lines are two whole batches and one line of the third.
        Assert.Equal(8, summary.Resumed);
        Assert.Equal([3, 10], opened.Select(explainer => explainer.Explained));
    }

    [Fact]
    public void ResumedRun_WithAPictureGone_MakesItAgain()
    {
        Run("out");
        SortedDictionary<string, string> expected = ResultsContent.Of(folder["out"]);
        File.Delete(folder["out", "2", "p09-a-cam.jpg"]);

        Run("out", resume: true);

        Assert.Equal(expected, ResultsContent.Of(folder["out"]));
    }

    [Fact]
    public void FinishedRun_Resumed_LoadsNoNetwork()
    {
        Run("out");

        BatchSummary summary = Run("out", resume: true, open: _ => throw new InvalidOperationException("loaded"));

        Assert.Equal(new BatchSummary(22, 22, 2, 22, false), summary);
    }

    [Fact]
    public void Run_AskedToStop_EndsAfterTheBatchInHandAndCanBeResumed()
    {
        Run("whole");
        using CancellationTokenSource stop = new();

        BatchSummary stopped = Run("out", open: choice => new BrightnessExplainer(choice.Network) { Before = _ => stop.Cancel() }, stop: stop.Token);
        int kept = ResultsReader.Read(folder["out"]).Count;
        Run("out", resume: true);

        Assert.Equal((4, 4, true), (stopped.Done, kept, stopped.Stopped));
        Assert.Equal(ResultsContent.Of(folder["whole"]), ResultsContent.Of(folder["out"]));
    }

    [Fact]
    public void Run_WhoseNetworkBreaks_ThrowsThatAndKeepsWhatWasWhole()
    {
        int calls = 0;
        LayerException failure = Assert.Throws<LayerException>(() => Run("out", open: choice => new BrightnessExplainer(choice.Network)
        {
            Before = _ => calls = calls < 2 ? calls + 1 : throw new LayerException("no such layer"),
        }));

        Assert.Equal("no such layer", failure.Message);
        Assert.Equal(8, ResultsReader.Read(folder["out"]).Count);
    }

    [Fact]
    public void ClassOutOfRange_OfOnePicture_FailsThatPictureAlone()
    {
        ListedPicture[] some = [.. pictures.Take(3)];
        some[1] = some[1] with { Targets = [99] };

        BatchSummary summary = Run("out", plan: BatchPlan.Make(some, new BatchDefaults([new("a", null)]), 4));

        Assert.Equal((3, 1), (summary.Done, summary.Failed));
        Assert.Equal("there is no class 99", ResultsReader.Read(folder["out"])[1].Error);
    }

    [Fact]
    public void UnknownLayer_OfOneRow_FailsThatPictureAlone()
    {
        ListedPicture[] some = [.. pictures.Take(3)];
        some[1] = some[1] with { Layers = ["layr4"] };

        BatchSummary summary = Run("out", plan: BatchPlan.Make(some, new BatchDefaults([new("a", null)]), 4));

        Assert.Equal((3, 1), (summary.Done, summary.Failed));
        Assert.Equal([null, "there is no layer layr4", null], ResultsReader.Read(folder["out"]).Select(line => line.Error));
    }

    [Fact]
    public void UnknownLayer_OfTheCall_EndsTheRun() =>
        Assert.Throws<LayerException>(() => Run("out", plan: BatchPlan.Make(pictures, new BatchDefaults([new("a", null)]) { Layers = ["layr4"] }, 4)));

    [Fact]
    public void ResumedRun_OfPicturesElsewhereWithTheSameNames_ExplainsThose()
    {
        Run("out");
        foreach (ListedPicture picture in pictures)
        {
            folder.Write($"other/{picture.Name}", DrawnPictures.Jpeg(240));
        }

        IReadOnlyList<ListedPicture> others = PictureList.FromPaths([folder["other"]]);
        Run("out", resume: true, plan: BatchPlan.Make(others, new BatchDefaults([new("a", null), new("b", null)]), 4));

        IReadOnlyList<ResultRecord> lines = ResultsReader.Read(folder["out"]);
        Assert.Equal(22, lines.Count);
        Assert.All(lines, line => Assert.Equal(($"../other/{line.Image}", 3), (line.Source, line.ClassId)));
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("1", false)]
    [InlineData("BLACK", true)]
    [InlineData("White \u001b[31m", false)]
    [InlineData("4", null)]
    [InlineData("nonsense", null)]
    public void Truth_IsComparedWithTheMostProbableClassAndStaysOpenWhereItNamesNone(string truth, bool? correct)
    {
        BatchPlan plan = BatchPlan.Make([pictures[0] with { Truth = truth, Targets = [2] }], new BatchDefaults([new("a", null)]), 4);

        Run("out", plan: plan);

        Assert.Equal(correct, Assert.Single(ResultsReader.Read(folder["out"])).Correct);
    }

    [Fact]
    public void Progress_AtTheEnd_CountsEverything()
    {
        List<BatchProgress> told = [];

        Run("out", progress: told.Add);

        Assert.Equal([4, 8, 11, 15, 19, 22], told.Select(progress => progress.Done));
        Assert.Equal((22, 2, TimeSpan.Zero), (told[^1].Total, told[^1].Failed, told[^1].Left));
        Assert.All(told, progress => Assert.True(progress.PerSecond > 0));
    }

    private BatchPlan Plan() => BatchPlan.Make(pictures, new BatchDefaults([new("a", null), new("b", null)]), 4);

    private BatchSummary Run(
        string name,
        bool resume = false,
        Func<NetworkChoice, IPictureExplainer>? open = null,
        BatchPlan? plan = null,
        Action<BatchProgress>? progress = null,
        CancellationToken stop = default)
    {
        plan ??= Plan();
        using ResultsFolder results = ResultsFolder.Open(folder[name], plan, new RunSettings([new("variant", "paper")]), resume, CancellationToken.None);
        return new BatchRunner(plan, results, open ?? (choice => new BrightnessExplainer(choice.Network))).Run(progress is null ? null : new Telling<BatchProgress>(progress), stop);
    }
}
