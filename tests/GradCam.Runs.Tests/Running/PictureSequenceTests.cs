using GradCam.Core.Tests;
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
    public async Task ExplainAllAsync_Pictures_GivesEachItsOwnInOrder(int? batchSize)
    {
        using var folder = new TemporaryFolder();
        string[] paths = Draw(folder, 10);
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        using Explainer explainer = Make(network);

        Explanation[] seen = await explainer.ExplainAllAsync(paths, batchSize: batchSize).ToArrayAsync();

        Assert.Equal(paths.Length, seen.Length);
        foreach ((string path, Explanation explanation) in paths.Zip(seen))
        {
            float[] alone = [.. explainer.Explain(path).Logits];
            Assert.Equal(alone.Length, explanation.Logits.Length);
            Assert.All(alone.Zip(explanation.Logits), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    [Fact]
    public async Task ExplainAllAsync_Pictures_AreReadAsTheyAreNeededAndLeaveNoTensor()
    {
        using var folder = new TemporaryFolder();
        string[] paths = Draw(folder, 4);
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        using Explainer explainer = Make(network);
        Assert.Equal(4, await explainer.ExplainAllAsync(paths, batchSize: 2).CountAsync());
        TestAssembly.Settle();
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

        await foreach (Explanation _ in explainer.ExplainAllAsync(Endless(), batchSize: 2))
        {
            Interlocked.Increment(ref done);
        }

        Assert.Equal(80, done);
        // Batches of 2: one being read, one in each of three steps and one between each two; one explanation waits for its reader.
        Assert.InRange(mostAhead, 1, 15);
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public async Task ExplainAllAsync_PictureThatCannotBeRead_ThrowsAfterThePicturesBeforeIt()
    {
        using var folder = new TemporaryFolder();
        string[] paths = [.. Draw(folder, 5), folder["missing.jpg"]];
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        using Explainer explainer = Make(network);
        int seen = 0;

        PictureException failure = await Assert.ThrowsAsync<PictureException>(async () =>
        {
            await foreach (Explanation _ in explainer.ExplainAllAsync(paths, batchSize: 2))
            {
                seen++;
            }
        });

        Assert.Contains("missing.jpg", failure.Message, StringComparison.Ordinal);
        Assert.Equal(5, seen);
    }

    [Fact]
    public async Task ExplainAllAsync_PathsThatGiveUpByThemselves_ThrowsWhatTheyThrew()
    {
        using var folder = new TemporaryFolder();
        string[] paths = Draw(folder, 2);
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        using Explainer explainer = Make(network);
        IEnumerable<string> GivingUp()
        {
            yield return paths[0];
            yield return paths[1];
            throw new OperationCanceledException("the list took too long");
        }

        OperationCanceledException failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await explainer.ExplainAllAsync(GivingUp(), batchSize: 1).CountAsync());

        Assert.Equal("the list took too long", failure.Message);
    }

    [Fact]
    public async Task ExplainAllAsync_Cancelled_GivesTheBatchInHandAndThrows()
    {
        using var folder = new TemporaryFolder();
        string[] paths = Draw(folder, 4);
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        using Explainer explainer = Make(network);
        using CancellationTokenSource stop = new();
        int seen = 0;

        OperationCanceledException cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Explanation _ in explainer.ExplainAllAsync(Enumerable.Range(0, 1000).Select(i => paths[i % 4]), batchSize: 2, cancellationToken: stop.Token))
            {
                seen++;
                await stop.CancelAsync();
            }
        });

        Assert.Equal(stop.Token, cancelled.CancellationToken);
        Assert.InRange(seen, 2, 15);
        Assert.Equal(0, seen % 2);
    }

    [Fact]
    public async Task ExplainAllAsync_LeftEarly_LetsTheExplainerGo()
    {
        using var folder = new TemporaryFolder();
        string[] paths = Draw(folder, 4);
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        using Explainer explainer = Make(network);
        int given = 0;

        await foreach (Explanation _ in explainer.ExplainAllAsync(Enumerable.Range(0, 1000).Select(i => paths[(given = i) % 4]), batchSize: 2))
        {
            break;
        }

        Assert.InRange(given, 1, 15);
        Assert.Equal(SmallNetwork.Classes, explainer.Explain(paths[0]).Logits.Length);
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
