using GradCam.Networks;

namespace GradCam.Core.Tests.Onnx;

/// <summary>What is said of an ONNX model besides its graph.</summary>
public sealed class OnnxDescriptionTests : IDisposable
{
    private const string Names = """["a","b","c","d"]""";

    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-onnx-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Metadata_UnderTheProjectsKeys_IsTaken()
    {
        using Explainer explainer = Load(new TinyModel { DeclaredSide = -1, Metadata = [("class_names", Names), ("mean", "[0.1,0.2,0.3]"), ("std", "[1,2,3]"), ("input_size", "12")] });
        Assert.Equal(["a", "b", "c", "d"], explainer.Facts.ClassNames);
        Assert.Equal(Preprocessing.ImageNet with { InputSize = 12, Mean = [0.1f, 0.2f, 0.3f], Std = [1f, 2f, 3f] }, explainer.Preprocessing);
    }

    [Fact]
    public void Metadata_OfUltralytics_IsTaken()
    {
        using Explainer explainer = Load(new TinyModel
        {
            DeclaredSide = -1,
            Metadata = [("task", "classify"), ("imgsz", "[24, 24]"), ("names", """{0: 'tench', 1: "jack-o'-lantern", 2: 'it\'s, {3: c}', 3: 'd'}""")],
        });
        Assert.Equal(["tench", "jack-o'-lantern", "it's, {3: c}", "d"], explainer.Facts.ClassNames);
        Assert.Equal(Preprocessing.ImageNet with { InputSize = 24, Mean = [0f, 0f, 0f], Std = [1f, 1f, 1f] }, explainer.Preprocessing);
    }

    [Fact]
    public void Files_OfHuggingFace_AreTaken()
    {
        Write("config.json", """{"id2label": {"0": "a", "2": "c", "1": "b", "3": "d"}, "image_size": 40}""");
        Write("preprocessor_config.json", """{"do_normalize": true, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.25, 0.25, 0.25], "size": {"height": 16, "width": 16}}""");
        using Explainer explainer = Load(new TinyModel { DeclaredSide = -1 });
        Assert.Equal(["a", "b", "c", "d"], explainer.Facts.ClassNames);
        Assert.Equal(Preprocessing.ImageNet with { InputSize = 16, Mean = [0.5f, 0.5f, 0.5f], Std = [0.25f, 0.25f, 0.25f] }, explainer.Preprocessing);
    }

    [Theory]
    [InlineData(true, 16)]
    [InlineData(false, 20)]
    public void Files_OfHuggingFaceThatCropAndDoNotNormalise_AreTakenAtTheirWord(bool crops, int side)
    {
        Write("preprocessor_config.json", $$$"""
            {"do_normalize": false, "image_mean": [0.5, 0.5, 0.5], "do_center_crop": {{{(crops ? "true" : "false")}}}, "crop_size": {"height": 16, "width": 16}, "size": {"shortest_edge": 20}}
            """);
        using Explainer explainer = Load(new TinyModel { DeclaredSide = -1 });
        Assert.Equal(Preprocessing.ImageNet with { InputSize = side, Mean = [0f, 0f, 0f], Std = [1f, 1f, 1f] }, explainer.Preprocessing);
    }

    [Fact]
    public void Files_OfAModelWithItsOwnMetadata_ComeSecond()
    {
        Write("config.json", """{"id2label": {"0": "e", "1": "f", "2": "g", "3": "h"}, "image_size": 40}""");
        using Explainer explainer = Load(new TinyModel { Metadata = [("class_names", Names)] });
        Assert.Equal("a", explainer.Facts.ClassNames![0]);
        Assert.Equal(TinyModel.Side, explainer.Preprocessing.InputSize);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1]")]
    [InlineData("""{"id2label": {"0": "a"}}""")]
    [InlineData("""{"id2label": {"0": "a", "1": "b", "2": "c", "4": "d"}}""")]
    [InlineData("""{"id2label": 3, "image_size": {"height": "x", "width": 1}}""")]
    public void Files_ThatSayNothingOfThisModel_AreLeftAlone(string content)
    {
        Write("config.json", content);
        Write("preprocessor_config.json", content);
        using Explainer explainer = Load(new TinyModel());
        Assert.Null(explainer.Facts.ClassNames);
        Assert.Equal(0.485f, explainer.Preprocessing.Mean[0]);
    }

    [Fact]
    public void Options_GoBeforeWhatTheModelSays()
    {
        string path = new TinyModel { Metadata = [("class_names", Names), ("mean", "[0.1,0.2,0.3]")] }.Write(folder);
        using var explainer = Explainer.Load(path, new LoadOptions { Mean = [0.5f, 0.5f, 0.5f], ClassNames = ["w", "x", "y", "z"] });
        Assert.Equal("w", explainer.Facts.ClassNames![0]);
        Assert.Equal(0.5f, explainer.Preprocessing.Mean[0]);
        Assert.Throws<UsageException>(() => Explainer.Load(path, new LoadOptions { ClassNames = ["w"] }));
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(folder, name), content);

    private Explainer Load(TinyModel model) => Explainer.Load(model.Write(folder));
}
