using System.Collections.Immutable;
using System.Security.Cryptography;
using GradCam.Core.Tests.Reference;
using GradCam.Imaging;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>
/// Normalisations folded into convolutions, as explainers of files do by default, against each layer run by itself. Runs while no
/// other test does: tensors are counted, and the process shares them.
/// </summary>
[Collection(nameof(WholeNetworks))]
public sealed class FoldedExplainerTests : IDisposable
{
    private const int Classes = 3;

    /// <summary>
    /// 1e-5 was measured. A picture on which a rectifier's input lies within rounding of zero would differ by more, with a batch of
    /// two in place of one as well: none of these has such an input.
    /// </summary>
    private const double Rounding = 1e-4;

    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-folded-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Layers inside, beside and far from folded pairs, one after another: what was kept apart for one is folded again for the next.</summary>
    [Theory]
    [InlineData("shufflenet_v2", new[] { "conv1.0", "stage4.0.branch1.1", "conv5.0", "conv5.1", "stage3" })]
    [InlineData("resnet50", new[] { "conv1", "layer4.2.bn3", "layer4.2.conv3", "layer3.0.downsample.1", "layer4" })]
    public void Layers_OneAfterAnother_AgreeWithTheUnfolded(string network, string[] layers)
    {
        string path = Written(network);
        using Explainer folded = Explainer.Load(path), plain = Explainer.Load(path, new LoadOptions { FoldNorms = false });

        foreach (string layer in (string[])[.. layers, layers[0]])
        {
            var options = new ExplainOptions { Layers = [layer], Targets = [1] };
            AssertClose(plain.Explain(FormulaFile.Picture(2), options), folded.Explain(FormulaFile.Picture(2), options), layer);
        }
    }

    [Fact]
    public void Batch_Folded_GivesEachPictureWhatItGetsAlone()
    {
        using Explainer explainer = Explainer.Load(Written("shufflenet_v2"));
        RgbImage[] pictures = [FormulaFile.Picture(1), FormulaFile.Picture(2), FormulaFile.Picture(3)];

        IReadOnlyList<Explanation> together = explainer.Explain([new Question(pictures[0], 2), new Question(pictures[1], 0), new Question(pictures[2], 1)]);

        foreach ((int n, Explanation one) in together.Index())
        {
            AssertClose(explainer.Explain(pictures[n], new ExplainOptions { Targets = [one.Class.Id] }), one, $"picture {n}");
        }
    }

    [Fact]
    public void Explainer_Disposed_LeavesNoTensor_AndExplainingLeavesTheWeights()
    {
        string path = Written("shufflenet_v2");
        TestAssembly.Settle();
        Explain(path);
        TestAssembly.Settle();
        long counted = CountedForever(), before = Tensor.TotalCount;

        int weights = Explain(path);

        // The counter never lets go of the tensor that a Parameter takes over: a weight is one on the meta device first, then one of the checkpoint.
        Assert.Equal(before + (2 * weights * counted), Tensor.TotalCount);
    }

    private static long CountedForever()
    {
        long before = Tensor.TotalCount;
        new TorchSharp.Modules.Parameter(zeros(1)).Dispose();
        return Tensor.TotalCount - before;
    }

    /// <summary>Explains two pictures and gives the number of the network's parameters.</summary>
    private static int Explain(string path)
    {
        using Explainer explainer = Explainer.Load(path);
        string[] weights = Hashes(explainer);
        explainer.Explain(FormulaFile.Picture(1));
        long settled = Tensor.TotalCount;
        explainer.Explain(FormulaFile.Picture(2), new ExplainOptions { Layers = ["conv5.0"], Variant = Variant.Original });
        Assert.Equal(settled, Tensor.TotalCount);
        Assert.Equal(weights, Hashes(explainer));
        return explainer.Module.parameters().Count();
    }

    private static string[] Hashes(Explainer explainer) =>
        [.. ModuleTree.State(explainer.Module).Select(entry => Convert.ToHexString(SHA256.HashData(entry.Tensor.bytes)))];

    private static void AssertClose(Explanation expected, Explanation actual, string where)
    {
        AssertClose(expected.Logits, actual.Logits, $"{where}: logits");
        AssertClose(expected.Mask("gradcam").Values, actual.Mask("gradcam").Values, $"{where}: mask");
        AssertClose(expected.Mask("gradcam++").Values, actual.Mask("gradcam++").Values, $"{where}: mask++");
        AssertClose(expected.Maps["guided"].Values, actual.Maps["guided"].Values, $"{where}: guided");
    }

    private static void AssertClose(ImmutableArray<float> expected, ImmutableArray<float> actual, string what)
    {
        double error = RelativeError.L2([.. actual], [.. expected]);
        Assert.True(error <= Rounding, FormattableString.Invariant($"{what}: {error}"));
    }

    private string Written(string network) => FormulaFile.Write(folder, network, Classes);
}
