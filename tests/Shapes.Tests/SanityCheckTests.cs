using System.Collections.Immutable;
using System.Globalization;
using GradCam;
using GradCam.Checkpoints;
using GradCam.Networks;
using GradCam.Rendering;
using Shapes.Drawing;
using Shapes.Measuring;
using TorchSharp;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace Shapes.Tests;

/// <summary>Maps must follow from what the network has learnt (Adebayo et al., arXiv 1810.03292): an edge detector's would not.</summary>
[Collection(nameof(TrainedNetworkTests))]
public sealed class SanityCheckTests(TrainedNetwork trained, ITestOutputHelper output)
{
    private const int Seed = 515_151;

    [Fact]
    public void Maps_WithTheLastBlockInitialisedAnew_AreUnlikeTheTrueOnes()
    {
        // One set of random filters may happen to like objects as the trained ones do: 50 scenes, ten for each of five sets.
        double[] correlations = [.. Enumerable.Range(1, 5).Select(seed => CorrelationWithTheLastBlockOf(seed, firstScene: 10 * seed, scenes: 10))];
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"mean {correlations.Average():F2}, by seed of the block: {string.Join(", ", correlations.Select(value => value.ToString("F2", CultureInfo.InvariantCulture)))}"));
        Assert.InRange(correlations.Average(), -0.5, 0.5);
    }

    [Fact]
    public void Maps_OfTheSameWeightsLoadedTwice_AreTheSame()
    {
        using var again = Explainer.Load(Repository.Weights);
        Assert.Equal(1, MeanCorrelation(again, 0, 5), 12);
    }

    private double CorrelationWithTheLastBlockOf(int seed, int firstScene, int scenes)
    {
        using Checkpoint file = CheckpointReader.Read(Repository.Weights);
        NetworkDefinition definition = NetworkCatalog.Find("densenet121");
        using nn.Module<Tensor, Tensor> fresh = definition.Create(ShapeKinds.All.Count);
        ModuleWeights.Initialise(fresh, definition, seed);
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> initial = fresh.state_dict();
        Dictionary<string, Tensor> mixed = file.Tensors.ToDictionary(
            entry => entry.Key, entry => entry.Key.Contains("denseblock4", StringComparison.Ordinal) ? initial[entry.Key] : entry.Value);
        using nn.Module<Tensor, Tensor> forgetful = ModuleWeights.Build(definition, mixed, "the mixed network");
        using var other = Explainer.FromModule(forgetful, new NetworkFacts { DefaultLayer = definition.DefaultLayer, WholeMapLayer = definition.WholeMapLayer });
        return MeanCorrelation(other, firstScene, scenes);
    }

    private double MeanCorrelation(Explainer other, int firstScene, int scenes) => Enumerable.Range(firstScene, scenes).Average(i =>
    {
        Scene scene = SceneDrawer.Draw(SceneRecipe.Full, Seed, i);
        var options = new ExplainOptions { Layers = [MapTable.WholeMapLayer], Targets = [(int)scene.Kinds[0]], Pictures = [PictureCatalog.Heatmap] };
        return Spearman(trained.Explainer.Explain(scene.Image, options).Mask("gradcam").Values, other.Explain(scene.Image, options).Mask("gradcam").Values);
    });

    /// <summary>The correlation of ranks; equal values share their mean rank, and a map without spread correlates with nothing.</summary>
    private static double Spearman(ImmutableArray<float> a, ImmutableArray<float> b)
    {
        double[] x = Ranks(a), y = Ranks(b);
        double meanX = x.Average(), meanY = y.Average();
        double covariance = x.Zip(y, (p, q) => (p - meanX) * (q - meanY)).Sum();
        double spread = Math.Sqrt(x.Sum(p => (p - meanX) * (p - meanX)) * y.Sum(q => (q - meanY) * (q - meanY)));
        return spread == 0 ? 0 : covariance / spread;
    }

    private static double[] Ranks(ImmutableArray<float> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var ranks = new double[values.Length];
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from; to < order.Length && values[order[to]] == values[order[from]]; to++)
            {
            }

            for (int i = from; i < to; i++)
            {
                ranks[order[i]] = (from + to - 1) / 2.0;
            }
        }

        return ranks;
    }
}
