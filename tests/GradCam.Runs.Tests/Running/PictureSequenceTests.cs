using GradCam.Core.Tests.Recording;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Runs.Tests.Running;

public class PictureSequenceTests
{
    private const int Side = 16;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(null)]
    public void ExplainAll_Pictures_GivesEachItsOwnInOrder(int? batchSize)
    {
        using var folder = new TemporaryFolder();
        string[] paths = Draw(folder, 10);
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        using Explainer explainer = Make(network);
        List<(string Path, Explanation Explanation)> seen = [];
        explainer.ExplainAll(paths, (path, explanation) => seen.Add((path, explanation)), batchSize: batchSize);

        Assert.Equal(paths, seen.Select(entry => entry.Path));
        foreach ((string path, Explanation explanation) in seen)
        {
            float[] alone = [.. explainer.Explain(path).Logits];
            Assert.All(alone.Zip(explanation.Logits), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    [Fact]
    public void ExplainAll_Pictures_AreReadAsTheyAreNeededAndLeaveNoTensor()
    {
        using var folder = new TemporaryFolder();
        string[] paths = Draw(folder, 4);
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        using Explainer explainer = Make(network);
        explainer.ExplainAll(paths, (_, _) => { }, batchSize: 2);
        // What earlier tests left to finalizers is not to be freed while this one counts.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = Tensor.TotalCount;
        int given = 0, done = 0, mostAhead = 0;
        IEnumerable<string> Endless()
        {
            for (; given < 80; given++)
            {
                mostAhead = Math.Max(mostAhead, given - Volatile.Read(ref done));
                yield return paths[given % paths.Length];
            }
        }

        int ours = Environment.CurrentManagedThreadId, other = ours;
        explainer.ExplainAll(Endless(), (_, _) => (other, done) = (Environment.CurrentManagedThreadId, done + 1), batchSize: 2);

        Assert.Equal(80, done);
        Assert.NotEqual(ours, other);
        // Batches of 2: one being read, one in each of three steps and one between each two.
        Assert.InRange(mostAhead, 1, 14);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void ExplainAll_PictureThatCannotBeRead_ThrowsAfterTheBatchesBeforeIt()
    {
        using var folder = new TemporaryFolder();
        string[] paths = [.. Draw(folder, 4), folder["missing.jpg"]];
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        using Explainer explainer = Make(network);
        List<string> seen = [];

        PictureException failure = Assert.Throws<PictureException>(() => explainer.ExplainAll(paths, (path, _) => seen.Add(path), batchSize: 2));

        Assert.Contains("missing.jpg", failure.Message, StringComparison.Ordinal);
        Assert.Equal(paths[..4], seen);
    }

    // 8 and 8 and 8 channels of 16 x 16, 6 and 6, 24, 24 and 4 numbers: 9268 of 4 bytes.
    [Theory]
    [InlineData(3 * 37_072, 3)]
    [InlineData((3 * 37_072) - 1, 2)]
    [InlineData(1, 1)]
    [InlineData(BatchSize.DefaultBudget, 4)]
    public void For_SmallNetwork_IsWhatFitsTheBudget(long budget, int expected)
    {
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        using Explainer explainer = Make(network);
        Assert.Equal(expected, BatchSize.For(explainer, budget));
    }

    private static Explainer Make(nn.Module<Tensor, Tensor> network) =>
        Explainer.FromModule(network, new NetworkFacts { DefaultLayer = SmallNetwork.Layer, Preprocessing = Preprocessing.ImageNet with { InputSize = Side } });

    private static string[] Draw(TemporaryFolder folder, int count) =>
        [.. Enumerable.Range(0, count).Select(i => folder.Write($"{i}.jpg", DrawnPictures.Jpeg(20 * i)))];
}
