namespace GradCam.Runs.Tests.Shards;

public sealed class PlanFileTests : IDisposable
{
    private static readonly NetworkChoice[] Networks = [new("vgg16", null), new("resnet50", "w.pth"), new("pets", "pets.onnx") { IsModel = true }];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void Part_IsWhatTheWholePlanWouldGive(int count)
    {
        var plan = BatchPlan.Make(
            [
                .. Enumerable.Range(0, 7).Select(i => new ListedPicture($"/in/{i}.jpg", $"{i}.jpg")),
                new ListedPicture("/in/a.tar/x.jpg", "a.tar/x.jpg", Targets: [Target.Parse("star"), Target.Top(2)], Truth: "3")
                {
                    Archived = new ArchivePlace("/in/a.tar", new FileSpan(512, 700)),
                },
                new ListedPicture("/in/l.jpg", "l.jpg", Layers: ["layer3", "layer4"]),
            ],
            new BatchDefaults(Networks),
            2);
        PlanFile.Write(folder["out"], plan, ExplainOptions.Default.Targets, Facts(plan));

        PlanFile read = PlanFile.Read(folder["out"])!;
        BatchPlan[] parts = [.. Enumerable.Range(0, count).Select(i => read.Part(new Shard(i, count), ExplainOptions.Default.Targets))];

        for (int i = 0; i < count; i++)
        {
            BatchPlan expected = plan.Part(new Shard(i, count).Of(plan.Batches.Count));
            Assert.Equal(expected.Batches, parts[i].Batches);
            Assert.Equal(expected.Jobs.Select(Told), parts[i].Jobs.Select(Told));
        }

        Assert.Equal(plan.Jobs.Count, parts.Sum(part => part.Jobs.Count));
    }

    [Fact]
    public void Folder_WithoutAPlan_HasNone() => Assert.Null(PlanFile.Read(folder.Path));

    [Fact]
    public void PlanThatIsCutOffOverAnotherOne_LeavesNone()
    {
        var plan = BatchPlan.Make([new ListedPicture("/in/a.jpg", "a.jpg")], new BatchDefaults(Networks), 2);
        PlanFile.Write(folder["out"], plan, ExplainOptions.Default.Targets, Facts(plan));

        // No classes to hold the first job's against: the writing ends there.
        Assert.ThrowsAny<ArgumentException>(() => PlanFile.Write(folder["out"], plan, null!, Facts(plan)));

        Assert.Null(PlanFile.Read(folder["out"]));
    }

    [Fact]
    public void Options_ThatAreNotThePlans_AreRefused_AndACheckpointThatChangedIs()
    {
        string weights = folder.Write("w.pth", "weights");
        NetworkChoice[] one = [new("resnet50", weights)];
        var plan = BatchPlan.Make([new ListedPicture("/in/a.jpg", "a.jpg")], new BatchDefaults(one), 2);
        RunOptions options = new() { Threads = 1 };
        var settings = RunSettings.Of(options, plan, one.ToDictionary(choice => choice, _ => weights), folder["out"]);
        FileInfo file = new(weights);
        PlanFile.Write(folder["out"], plan, options.Maps.Targets, Facts(plan) with
        {
            Settings = new Dictionary<string, string>(settings.Values),
            Networks = [new PlanFacts.Network { Name = "resnet50", WeightPath = weights, File = weights, Bytes = file.Length, Modified = file.LastWriteTimeUtc }],
        });
        PlanFile read = PlanFile.Read(folder["out"])!;

        Assert.Equal(settings.ToJson(), ShardPlan.Of(read, new Shard(0, 1), options, folder["out"]).Settings.ToJson());
        Assert.Contains(
            "threads was 1 and is now 2",
            Assert.Throws<UsageException>(() => ShardPlan.Of(read, new Shard(0, 1), options with { Threads = 2 }, folder["out"])).Message,
            StringComparison.Ordinal);
        // Of the same size and time: only the first shard reads it.
        folder.Write("w.pth", "WEIGHTS");
        File.SetLastWriteTimeUtc(weights, file.LastWriteTimeUtc);
        Assert.NotNull(ShardPlan.Of(read, new Shard(1, 2), options, folder["out"]));
        Assert.Contains("has changed since the plan was made", Assert.Throws<CheckpointException>(() => ShardPlan.Of(read, new Shard(0, 2), options, folder["out"])).Message, StringComparison.Ordinal);
    }

    private static (string, string, NetworkChoice, string, string, string?, ArchivePlace?, bool) Told(BatchJob job) => (
        job.Picture.Path, job.Picture.Name, job.Choice, string.Join(';', job.Layers), string.Join(';', job.Targets), job.Picture.Truth, job.Picture.Archived, job.Picture.Layers is null);

    private static PlanFacts Facts(BatchPlan plan) => new()
    {
        Jobs = plan.Jobs.Count,
        Batches = plan.Batches.Count,
        Batch = plan.Largest,
        List = ["in"],
        Settings = new Dictionary<string, string>(),
        Networks = [.. Networks.Select(choice => new PlanFacts.Network { Name = choice.Network, WeightPath = choice.WeightPath, IsModel = choice.IsModel, File = "w", Bytes = 1, Modified = default })],
    };
}
