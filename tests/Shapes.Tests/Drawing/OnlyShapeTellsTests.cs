using GradCam.Native;
using Shapes.Drawing;
using TorchSharp;
using static TorchSharp.torch;

namespace Shapes.Tests.Drawing;

public sealed class OnlyShapeTellsTests
{
    private const int Scenes = 1200;

    private static readonly (double[] Features, int Kind)[] Rows =
    [
        .. Enumerable.Range(0, Scenes).AsParallel().AsOrdered().Select(i => SceneDrawer.Draw(SceneRecipe.Full, 77, i))
            .Select(scene => (Features(scene), (int)scene.Kinds[0])),
    ];

    public OnlyShapeTellsTests() => NativeLibraries.EnsureTorch();

    [Fact]
    public void LinearClassifier_OfColourContrastAreaCountAndPlace_IsAtChance()
    {
        double share = HeldOutAccuracy(Rows);
        // Eight classes: 12.5 % by chance, with a standard deviation of 1.4 points on 600 scenes.
        Assert.InRange(share, 0, 0.125 + 0.05);
    }

    [Fact]
    public void LinearClassifier_OfAFeatureThatTells_IsFarAboveChance()
    {
        double share = HeldOutAccuracy([.. Rows.Select(row => ((double[])[.. row.Features, row.Kind == (int)ShapeKind.Star ? 1 : 0], row.Kind))]);
        Assert.InRange(share, 0.125 + 0.1, 1);
    }

    /// <summary>Fits the classifier to one half of the scenes and counts right answers on the other.</summary>
    private static double HeldOutAccuracy((double[] Features, int Kind)[] rows)
    {
        using DisposeScope scope = NewDisposeScope();
        int width = rows[0].Features.Length;
        Tensor all = tensor(rows.SelectMany(row => row.Features).ToArray(), [Scenes, width]);
        all = (all - all.mean([0])) / all.std([0]);
        all = cat([all, ones([Scenes, 1], ScalarType.Float64)], 1);
        Tensor kinds = tensor(rows.Select(row => (long)row.Kind).ToArray());
        Tensor wanted = nn.functional.one_hot(kinds, 8).to(ScalarType.Float64);
        Tensor fitted = linalg.lstsq(all.narrow(0, 0, Scenes / 2), wanted.narrow(0, 0, Scenes / 2)).Solution;
        long[] answers = all.narrow(0, Scenes / 2, Scenes / 2).matmul(fitted).argmax(1).data<long>().ToArray();
        return answers.Where((answer, i) => answer == rows[Scenes / 2 + i].Kind).Count() / (double)answers.Length;
    }

    private static double[] Features(Scene scene)
    {
        byte[] pixels = scene.Image.Pixels, mask = scene.Mask();
        int side = scene.Image.Width;
        double[] mean = [.. Enumerable.Range(0, 3).Select(c => pixels.Where((_, i) => i % 3 == c).Average(value => value))];
        double grey = mean.Average();
        double contrast = Math.Sqrt(pixels.Average(value => (value - grey) * (value - grey)));
        int[] on = [.. Enumerable.Range(0, mask.Length).Where(i => mask[i] == 1)];
        return [.. mean, contrast, on.Length, scene.Objects.Count, on.Average(i => i % side), on.Average(i => i / side)];
    }
}
