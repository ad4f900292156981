using GradCam.Core.Tests.Recording;
using GradCam.Networks;
using GradCam.Recording;
using GradCam.Rendering;
using static TorchSharp.torch;

namespace GradCam.Runs.Tests.Running;

/// <summary>Runs with methods that take passes of their own.</summary>
public sealed class SlowRunTests : IDisposable
{
    private const int Pictures = 4;

    private readonly TemporaryFolder folder = new();
    private readonly nn.Module<Tensor, Tensor> network = SmallNetwork.Create();

    public SlowRunTests()
    {
        for (int i = 0; i < Pictures; i++)
        {
            folder.Write($"in/p{i}.jpg", DrawnPictures.Jpeg(i * 40));
        }
    }

    public void Dispose()
    {
        network.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Run_WithASlowMethod_TellsItsPasses()
    {
        List<MethodProgress> told = [];

        BatchSummary summary = Run("out", new SlowMethod(), methods: told.Add);

        Assert.Equal((Pictures, 0), (summary.Done, summary.Failed));
        Assert.Equal("Slow", told.Select(progress => progress.Method).Distinct().Single());
        IReadOnlyList<ResultRecord> lines = ResultsReader.Read(folder["out"]);
        Assert.Equal(Pictures, lines.Count);
        Assert.All(lines, line => Assert.True(File.Exists(folder["out", line.Files["cam-slow"]])));
    }

    [Fact]
    public void Run_WithASlowMethod_StopsBetweenItsPassesAndRecordsNothingOfTheBatchInHand()
    {
        Run("whole", new SlowMethod());
        using CancellationTokenSource stop = new();
        int passes = 0;
        void Stop()
        {
            passes++;
            stop.Cancel();
        }

        BatchSummary stopped = Run("out", new SlowMethod { Passes = 1000, AfterPass = Stop }, stop: stop.Token);
        BatchSummary resumed = Run("out", new SlowMethod(), resume: true);

        Assert.Equal(1, passes);
        Assert.Equal((0, true), (stopped.Done, stopped.Stopped));
        Assert.Equal((Pictures, 0), (resumed.Done, resumed.Resumed));
        Assert.Equal(ResultsContent.Of(folder["whole"]), ResultsContent.Of(folder["out"]));
    }

    [Fact]
    public void Run_WithoutSlowMethods_FinishesTheBatchInHand()
    {
        using CancellationTokenSource stop = new();
        using Explainer explainer = Make();
        NetworkExplainer batch = new(explainer, ExplainOptions.Default);
        PreparedQuestion question = batch.Prepare(new Imaging.RgbImage(4, 4, new byte[48]), new PictureTask("a.jpg", [], []));
        stop.Cancel();

        Assert.Single(batch.Explain([question], [], stop.Token));
    }

    [Fact]
    public async Task ExplainAllAsync_WithASlowMethodCancelled_GivesNothingOfTheBatchInHand()
    {
        using CancellationTokenSource stop = new();
        int passes = 0, given = 0;
        void Stop()
        {
            passes++;
            stop.Cancel();
        }

        using Explainer explainer = Make();
        string[] paths = Directory.GetFiles(folder["in"]);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Explanation _ in explainer.ExplainAllAsync(paths, OptionsOf(new SlowMethod { Passes = 1000, AfterPass = Stop }), cancellationToken: stop.Token))
            {
                given++;
            }
        });

        Assert.Equal((1, 0), (passes, given));
    }

    [Fact]
    public async Task ExplainAllAsync_WithSeveralClassesAndLayers_TellsEachPicturesPlace()
    {
        using Explainer explainer = Make();
        string[] paths = [.. Directory.GetFiles(folder["in"]).Order()];

        Explanation[] all = await explainer
            .ExplainAllAsync(paths, new ExplainOptions { Layers = ["0", SmallNetwork.Layer], Targets = [Target.Top(2)] }, batchSize: 3).ToArrayAsync();

        Assert.Equal(Enumerable.Range(0, Pictures).SelectMany(i => Enumerable.Repeat(i, 4)), all.Select(explanation => explanation.Picture));
        Assert.Equal(["0", "0", SmallNetwork.Layer, SmallNetwork.Layer], all.Take(4).Select(explanation => explanation.Layer));
    }

    private static ExplainOptions OptionsOf(SlowMethod method) => new() { Methods = [method], Pictures = [.. PictureCatalog.For(method)] };

    private Explainer Make() => Explainer.FromModule(
        network, new NetworkFacts { DefaultLayer = SmallNetwork.Layer, Name = "a", Preprocessing = Preprocessing.ImageNet with { InputSize = 16 } });

    private BatchSummary Run(
        string name, SlowMethod method, Action<MethodProgress>? methods = null, bool resume = false, CancellationToken stop = default)
    {
        var plan = BatchPlan.Make(PictureList.FromPaths([folder["in"]]), new BatchDefaults([new("a", null)]), 2);
        using ResultsFolder results = ResultsFolder.Open(folder[name], plan, new RunSettings([]), resume, CancellationToken.None);
        return new BatchRunner(plan, results, _ => new NetworkExplainer(Make(), OptionsOf(method), methods is null ? null : new Telling<MethodProgress>(methods)))
            .Run(cancellationToken: stop);
    }
}
