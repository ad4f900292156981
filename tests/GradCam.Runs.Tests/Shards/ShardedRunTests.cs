namespace GradCam.Runs.Tests.Shards;

/// <summary>Runs cut into shards, against one undisturbed run.</summary>
public sealed class ShardedRunTests : IDisposable
{
    private const int Pictures = 11, Batch = 2, Count = 3;

    private readonly TemporaryFolder folder = new();

    public ShardedRunTests()
    {
        for (int i = 0; i < Pictures; i++)
        {
            folder.Write($"in/{i:00}.jpg", i == 5 ? [] : DrawnPictures.Jpeg(20 * i));
        }

        using ResultsFolder whole = ResultsFolder.Open(folder["whole"], Plan("whole"), Settings(), resume: false);
        new BatchRunner(Plan("whole"), whole, choice => new BrightnessExplainer(choice.Network)).Run();
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Merged_HasTheBytesOfAnUndisturbedRun_AndTheSameWhenMergedAgain()
    {
        // From the last to the first: none waits for another.
        for (int i = Count - 1; i >= 0; i--)
        {
            Run(i);
        }

        Merge();
        AssertSame();
        Merge();
        AssertSame();
    }

    [Fact]
    public void MergedRun_GoesOnLikeAnyOther()
    {
        Enumerable.Range(0, Count).ToList().ForEach(i => Run(i));
        Merge();

        using ResultsFolder results = ResultsFolder.Open(folder["out"], Plan("out"), Settings(), resume: true);

        Assert.Equal(2 * Pictures, ((IResultsStore)results).Resumed);
    }

    [Fact]
    public void StoppedShard_GoesOnWithWhatIsMissing()
    {
        BatchSummary first = Run(1, stopAfter: 1);
        BatchSummary second = Run(1);

        Assert.True(first.Stopped);
        Assert.InRange(first.Done, 2, first.Total - 1);
        Assert.Equal((first.Done, first.Total), (second.Resumed, second.Done));
        Run(0);
        Run(2);
        Merge();
        AssertSame();
    }

    [Fact]
    public void LinesWithoutTheirMark_AreComputedAgain()
    {
        Enumerable.Range(0, Count).ToList().ForEach(i => Run(i));
        // As a process leaves them that is killed between lines and mark, in the middle of writing that.
        string marks = folder["out", ".shards", "0-of-3", "batches-1.jsonl"];
        File.WriteAllText(marks, File.ReadAllText(marks)[..^5]);

        Assert.Equal(["0/3"], ShardsState.Read(folder["out"]).Missing.Select(shard => $"{shard.Shard}"));
        Assert.Equal(2, Run(0) is { } summary ? summary.Total - summary.Resumed : 0);
        Merge();
        AssertSame();
    }

    [Fact]
    public void MarkWhoseLinesAreNotThere_IsToldByMerge()
    {
        Enumerable.Range(0, Count).ToList().ForEach(i => Run(i));
        // As a power cut may leave them.
        string lines = folder["out", ".shards", "1-of-3", "results-1.jsonl"];
        File.WriteAllText(lines, File.ReadAllText(lines)[..^3]);

        Assert.Contains("lines that were marked as written are not there", Refusal(Merge), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out", "results.jsonl"]));
        Run(1);
        Merge();
        AssertSame();
    }

    [Fact]
    public void FileThatIsGone_IsMadeAgain()
    {
        Enumerable.Range(0, Count).ToList().ForEach(i => Run(i));
        File.Delete(folder["out", "03-a-cam.jpg"]);

        Run(0);

        Merge();
        AssertSame();
    }

    [Fact]
    public void SecondProcess_TakesTheShardOver_AndNothingIsLostOrTwice()
    {
        BatchSummary? second = null;
        BatchSummary first = Run(0, before: () => second ??= Run(0));
        Run(1);
        Run(2);

        Assert.True(first.Stopped);
        Assert.False(second!.Stopped);
        Merge();
        AssertSame();
    }

    [Fact]
    public void PictureThatChanged_IsComputedAgain()
    {
        Run(0);
        folder.Write("in/01.jpg", DrawnPictures.Jpeg(250));
        using (ResultsFolder whole = ResultsFolder.Open(folder["whole"], Plan("whole"), Settings(), resume: true))
        {
            new BatchRunner(Plan("whole"), whole, choice => new BrightnessExplainer(choice.Network)).Run();
        }

        Enumerable.Range(0, Count).ToList().ForEach(i => Run(i));
        Merge();
        AssertSame();
    }

    [Fact]
    public void State_TellsWhatIsMissingAndHowToRunIt()
    {
        Run(1);

        var state = ShardsState.Read(folder["out"]);

        Assert.Equal(["not begun", "done", "not begun"], state.Shards.Select(shard => shard.Word));
        // Four of twelve batches: the last two of one network, of two and one pictures, and the first two of the other.
        Assert.Equal((2 * Pictures, 7, 0), (state.Jobs, state.Done, state.Failed));
        Assert.Equal(["batch", "--images", "in"], state.Call);
        Assert.Equal([(InstructionSet.Name, 1)], state.InstructionSets);
    }

    [Fact]
    public void MoreShardsThanBatches_LeaveSomeEmptyAndDone()
    {
        for (int i = 0; i < 20; i++)
        {
            Run(i, count: 20);
        }

        Assert.Contains(ShardsState.Read(folder["out"]).Shards, shard => shard.Facts!.Jobs == 0);
        Merge();
        AssertSame();
    }

    [Fact]
    public void OtherSettings_OtherCount_NoResume_AndOtherRuns_AreRefused()
    {
        Run(0);

        Assert.Contains("threads was 1 and is now 2", Refusal(() => Run(1, threads: "2")), StringComparison.Ordinal);
        Assert.Contains("holds a run of 3 shards, and 0/4 is one of 4", Refusal(() => Run(0, count: 4)), StringComparison.Ordinal);
        Assert.Contains("already holds results of shard 0/3", Refusal(() => Run(0, resume: false)), StringComparison.Ordinal);
        Assert.Contains("holds shards of a run that are not merged yet", Refusal(() => ResultsFolder.Open(folder["out"], Plan("out"), Settings(), resume: true)), StringComparison.Ordinal);
        Assert.Contains("already holds a run that is not one of shards", Refusal(() => Run(0, output: "whole")), StringComparison.Ordinal);
    }

    [Fact]
    public void ShardsOfDifferentSettings_AreNotMerged()
    {
        Enumerable.Range(0, Count).ToList().ForEach(i => Run(i));
        string settings = folder["out", ".shards", "2-of-3", "run.json"];
        File.WriteAllText(settings, File.ReadAllText(settings).Replace("\"1\"", "\"2\"", StringComparison.Ordinal));

        Assert.Contains("threads was 2 and is now 1", Refusal(Merge), StringComparison.Ordinal);
        Assert.False(File.Exists(folder["out", "results.jsonl"]));
    }

    private static string Refusal(Action action) => Assert.Throws<UsageException>(action).Message;

    private static RunSettings Settings(string threads = "1") => new([new("threads", threads)]);

    private BatchPlan Plan(string output) => BatchPlan.Make(
        PictureList.FromPaths([folder["in"]], folder[output]), new BatchDefaults([new NetworkChoice("a", null), new NetworkChoice("b", null)]), Batch);

    private BatchSummary Run(
        int index, int count = Count, bool resume = true, string threads = "1", string output = "out", int stopAfter = int.MaxValue, Action? before = null)
    {
        var plan = ShardPlan.Of(Plan(output), new Shard(index, count), Settings(threads));
        using var results = ShardFolder.Open(folder[output], plan, ["batch", "--images", "in"], resume, "job", CancellationToken.None);
        using CancellationTokenSource stop = new();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, results.Taken);
        int batches = 0;
        return new BatchRunner(plan.Part, results, choice => new BrightnessExplainer(choice.Network) { Before = _ => before?.Invoke() }).Run(
            new Telling<BatchProgress>(_ =>
            {
                if (++batches == stopAfter)
                {
                    stop.Cancel();
                }
            }),
            either.Token);
    }

    private void Merge() => ShardMerge.Write(folder["out"], ShardsState.Read(folder["out"]));

    private void AssertSame()
    {
        SortedDictionary<string, string> merged = ResultsContent.Of(folder["out"]);
        foreach (string own in merged.Keys.Where(name => name.StartsWith(".shards", StringComparison.Ordinal)).ToArray())
        {
            merged.Remove(own);
        }

        Assert.Equal(ResultsContent.Of(folder["whole"]), merged);
        Assert.Empty(Directory.GetDirectories(folder["out", ".shards"], "drafts-*", SearchOption.AllDirectories));
    }
}
