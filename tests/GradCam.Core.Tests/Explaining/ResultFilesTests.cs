using GradCam.Core.Tests.Recording;
using GradCam.Rendering;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Explaining;

/// <summary>The names of result files: layer and class stand in them only where there are several, and nothing is written twice.</summary>
public sealed class ResultFilesTests : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> module = SmallNetwork.Create();

    public void Dispose() => module.Dispose();

    [Fact]
    public void Files_OfOneLayerAndClass_HaveTheShortNames() => Assert.Equal(
        ["cat-module-cam.jpg", "cat-module-gb.jpg", "cat-module-mask.npy", "cat-module-guided.npy", "cat-module-logits.npy", "cat-module.json"],
        Names(Explain(["3"], [2]), new ResultOptions { Arrays = true, Json = true }));

    [Fact]
    public void Files_OfTwoLayersAndClasses_NameThem_AndWriteOnceWhatHasNoLayer() => Assert.Equal(
        [
            "cat-module-0-class1-cam.jpg", "cat-module-class1-gb.jpg", "cat-module-0-class1-mask.npy", "cat-module-class1-guided.npy", "cat-module-logits.npy",
            "cat-module-0-class1.json",
            "cat-module-0-class3-cam.jpg", "cat-module-class3-gb.jpg", "cat-module-0-class3-mask.npy", "cat-module-class3-guided.npy",
            "cat-module-0-class3.json",
            "cat-module-3-class1-cam.jpg", "cat-module-3-class1-mask.npy", "cat-module-3-class1.json",
            "cat-module-3-class3-cam.jpg", "cat-module-3-class3-mask.npy", "cat-module-3-class3.json",
        ],
        Names(Explain(["0", "3"], [1, 3]), new ResultOptions { Arrays = true, Json = true }));

    [Fact]
    public void Files_OfTwoLayersOfOneClass_NameTheLayerAlone() => Assert.Equal(
        ["cat-module-0-cam.jpg", "cat-module-gb.jpg", "cat-module-3-cam.jpg"], Names(Explain(["0", "3"], [1]), new ResultOptions()));

    [Fact]
    public void Files_OfTwoClassesOfOneLayer_NameTheClassAlone() => Assert.Equal(
        ["cat-module-class0-cam.jpg", "cat-module-class0-gb.jpg", "cat-module-class3-cam.jpg", "cat-module-class3-gb.jpg"],
        Names(Explain(["3"], [0, 3]), new ResultOptions()));

    [Fact]
    public void RawMaps_AreTheSignedMapsUnderTheirMethodsKeys()
    {
        IReadOnlyList<Explanation> explained = Explain(["3"], [2]);
        (string Name, byte[] Content)[] files = [.. ResultFiles.Encode("cat", explained, new ResultOptions { Arrays = true, RawMaps = true })];

        Assert.Equal(
            ["cat-module-cam.jpg", "cat-module-gb.jpg", "cat-module-gradcam.npy", "cat-module-guided.npy", "cat-module-logits.npy"],
            files.Select(file => file.Name));
        Assert.Equal(NpyWriter.Encode(explained[0].Maps["gradcam"].Values.AsSpan(), 16, 16), files[2].Content);
        Assert.Equal(NpyWriter.Encode(explained[0].Maps["guided"].Values.AsSpan(), 3, 16, 16), files[3].Content);
    }

    /// <summary>A name from an upload wrote outside the folder.</summary>
    [Theory]
    [InlineData("../cat")]
    [InlineData("../../etc/cat")]
    public void Write_UnderAStemThatLeadsOutOfTheFolder_IsRefused(string stem)
    {
        string folder = Directory.CreateTempSubdirectory("gradcam-names-").FullName;
        try
        {
            string results = Path.Combine(folder, "results");
            Assert.ThrowsAny<ArgumentException>(() => ResultWriter.Write(results, stem, Explain(["3"], [2])[0]));
            Assert.Empty(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Names(IReadOnlyList<Explanation> explanations, ResultOptions options) =>
        [.. ResultFiles.Encode("cat", explanations, options).Select(file => file.Name)];

    private IReadOnlyList<Explanation> Explain(string[] layers, Target[] targets)
    {
        using Explainer explainer = SmallNetwork.Explainer(module);
        var options = new ExplainOptions { Layers = layers, Pictures = [PictureCatalog.Cam, PictureCatalog.Guided] };
        return explainer.Explain([new Question(FormulaFile.Picture(1, SmallNetwork.Side), targets)], options);
    }
}
