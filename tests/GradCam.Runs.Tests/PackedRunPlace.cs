namespace GradCam.Runs.Tests;

/// <summary>Pictures and a run over them whose files are packed, three pictures' in an archive; one picture is damaged, and names have dots, spaces and letters beyond ASCII.</summary>
internal sealed class PackedRunPlace : IDisposable
{
    public const int Pictures = 11, Batch = 2, Shards = 3;

    private const string Long = "a-folder-whose-name-is-so-long-that-no-plain-tar-header-takes-the-name-of-a-file-in-it";

    private readonly TemporaryFolder folder = new();

    public PackedRunPlace()
    {
        for (int i = 0; i < Pictures; i++)
        {
            folder.Write($"in/{NameOf(i)}", i == 5 ? [] : DrawnPictures.Jpeg(20 * i));
        }

        Run("whole");
    }

    public string this[params string[] parts] => folder[parts];

    /// <summary>The one undisturbed run.</summary>
    public string Whole => folder["whole"];

    public void Dispose() => folder.Dispose();

    /// <summary>Puts another picture in one's place.</summary>
    public void Change(int picture) => folder.Write($"in/{NameOf(picture)}", DrawnPictures.Jpeg(250));

    /// <summary>Runs or resumes a run, as far as it is not stopped.</summary>
    public BatchSummary Run(string output, int stopAfter = int.MaxValue, bool isPacked = true)
    {
        using ResultsFolder results = ResultsFolder.Open(folder[output], Plan(output), Settings(isPacked), resume: true);
        return Run(Plan(output), results, stopAfter);
    }

    /// <summary>Runs a shard, as far as it is not stopped.</summary>
    public BatchSummary RunShard(string output, int index, int stopAfter = int.MaxValue)
    {
        var plan = ShardPlan.Of(Plan(output), new Shard(index, Shards), Settings());
        using var results = ShardFolder.Open(folder[output], plan, ["batch"], resume: true, null, CancellationToken.None);
        return Run(plan.Part, results, stopAfter);
    }

    public void Merge(string output) => ShardMerge.Write(folder[output], ShardsState.Read(folder[output]));

    public void Report(string output, long embeddedBytes = RunReports.DefaultEmbeddedBytes)
    {
        using ResultsFolder finished = ResultsFolder.Reopen(folder[output]);
        RunReports.Write(finished, embeddedBytes);
    }

    /// <summary>Whether a run's folder has the bytes of the undisturbed one, and every result its files' bytes.</summary>
    public void AssertWhole(string output)
    {
        SortedDictionary<string, string> content = ResultsContent.Of(folder[output]);
        foreach (string own in content.Keys.Where(name => name.StartsWith(".shards", StringComparison.Ordinal)).ToArray())
        {
            content.Remove(own);
        }

        Assert.Equal(ResultsContent.Of(Whole), content);
        using ResultFiles files = new(folder[output]);
        Assert.All(ResultsReader.Read(folder[output]), line => Assert.True(files.AreThere(line)));
    }

    private static string NameOf(int picture) => (picture % 4) switch
    {
        0 => $"{picture:00}.jpg",
        1 => $"b.c/{picture:00}.v1 %2E.jpg",
        2 => $"Bär/{picture:00} ü.jpg",
        _ => $"{Long}/{picture:00}.jpg",
    };

    private static RunSettings Settings(bool isPacked = true) => new(isPacked ? [new("threads", "1"), new("pack", "tar:6")] : [new("threads", "1")]);

    private static BatchSummary Run(BatchPlan plan, IResultsStore results, int stopAfter)
    {
        using CancellationTokenSource stop = new();
        int batches = 0;
        return new BatchRunner(plan, results, choice => new BrightnessExplainer(choice.Network), new ResultOptions { Json = true }).Run(
            new Telling<BatchProgress>(_ =>
            {
                if (++batches == stopAfter)
                {
                    stop.Cancel();
                }
            }),
            stop.Token);
    }

    private BatchPlan Plan(string output) => BatchPlan.Make(
        PictureList.FromPaths([folder["in"]], folder[output]), new BatchDefaults([new NetworkChoice("a", null), new NetworkChoice("b", null)]) { Targets = [Target.Top(2)] }, Batch);
}
