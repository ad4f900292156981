using System.Text.Json;
using GradCam.Imaging;

namespace GradCam.Cli.Tests;

[Collection(SmallCheckpoints.Collection)]
public sealed class ExplainTests(SmallCheckpoints checkpoints) : IDisposable
{
    private static readonly string[] Keys = ["heatmap", "cam", "heatmap++", "cam++", "gb", "cam_gb"];

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Explain_ACheckpointWithoutAName_GoesOnWithTheOnlyNetworkThatFits()
    {
        CallResult result = place.Explain(checkpoints.Plain, "--only", "cam");

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Equal("network: mobilenet_v2 (5 classes, the only network that fits the checkpoint)", result.OutputLines[0]);
        Assert.Equal(["disc-mobilenet_v2-cam.jpg"], place.ResultNames());
    }

    [Fact]
    public void Explain_ACheckpointThatFitsNoNetwork_SaysSo()
    {
        place.Explain(checkpoints.Foreign).AssertFailed(1, "foreign.safetensors", "fits none");
        place.AssertNothingWritten();
    }

    [Fact]
    public void Explain_ByDefault_WritesTheSixPicturesAndNamesThem()
    {
        CallResult result = place.Explain(checkpoints.Named);

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        string[] names = [.. Keys.Select(key => $"disc-shufflenet_v2-{key}.jpg")];
        Assert.Equal(names.Order(StringComparer.Ordinal), place.ResultNames());
        Assert.Equal(names.Select(name => Path.Combine(place.Results, name)), result.OutputLines[^6..]);
        Assert.All(result.OutputLines[^6..], path => Assert.Equal((64, 64), SizeOf(path)));
    }

    [Fact]
    public void Explain_ByDefault_OfANetworkWithoutRectifiers_WritesTheFourPicturesThatThereAreAndSaysWhy()
    {
        CallResult result = place.Explain(checkpoints.WithoutRectifiers, "--network", "efficientnet_b0", "--input-size", "64");

        Assert.Equal((0, "warning: left out, since this network has no rectifiers: Guided backpropagation\n"), (result.ExitCode, result.Error.ReplaceLineEndings("\n")));
        Assert.Equal(Keys[..4].Select(key => $"disc-efficientnet_b0-{key}.jpg").Order(StringComparer.Ordinal), place.ResultNames());
    }

    [Theory]
    [InlineData("--only", "gb")]
    [InlineData("--method", "guided,gradcam")]
    public void Explain_GuidedByName_OfANetworkWithoutRectifiers_IsRefusedAndNamesWhatServesIt(params string[] asked)
    {
        place.Explain(checkpoints.WithoutRectifiers, ["--network", "efficientnet_b0", "--input-size", "64", .. asked]).AssertFailed(
            1, "Guided backpropagation needs rectifiers, and this network has none: layer methods such as Grad-CAM serve it; \"gradcam methods\" lists them");
        place.AssertNothingWritten();
    }

    [Fact]
    public void Explain_AllMethods_AreThoseThatTheNetworkCanServe()
    {
        CallResult result = place.Explain(checkpoints.Named, "--method", "all");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(
            "warning: left out, since this network has no attention among all tokens of the picture: Attention rollout, Gradient-weighted attention rollout",
            result.ErrorLines);
        Assert.Contains("disc-shufflenet_v2-cam-layercam.jpg", place.ResultNames());
    }

    [Fact]
    public void Explain_ARolloutByName_OfANetworkWithoutAttention_IsRefused() =>
        place.Explain(checkpoints.Named, "--method", "attentionrollout").AssertFailed(1, "Attention rollout needs attention among all tokens", "\"gradcam methods\"");

    [Fact]
    public void Explain_SaysNetworkVariantLayerAndClass()
    {
        CallResult result = place.Explain(checkpoints.Named, "--class-id", "1", "--variant", "original");

        Assert.Equal(["network: shufflenet_v2 (3 classes)", "variant: original", "layer: conv5.0"], result.OutputLines[..3]);
        Assert.Matches(@"^class: 1 star, probability 0\.\d{4}$", result.OutputLines[3]);
    }

    [Fact]
    public void Explain_ANameWithATerminalEscape_ShowsItEscaped()
    {
        CallResult result = place.Explain(checkpoints.Named, "--class-id", "2", "--only", "cam");

        Assert.Contains(@"\u001b[31mred", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public void Explain_WithoutMetadata_TakesNetworkAndSizeFromTheCall()
    {
        CallResult result = place.Explain(checkpoints.Plain, "--network", "mobilenet_v2", "--input-size", "64", "--only", "cam,gb");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["disc-mobilenet_v2-cam.jpg", "disc-mobilenet_v2-gb.jpg"], place.ResultNames());
    }

    [Fact]
    public void Explain_WithALayer_ExplainsThatOne()
    {
        CallResult result = place.Explain(checkpoints.Named, "--layer-name", "stage3", "--only", "heatmap");

        Assert.Contains("layer: stage3", result.OutputLines);
    }

    [Fact]
    public void Explain_InTheOriginalSize_GivesPicturesOfThatSizeAndArraysOfTheInputs()
    {
        CallResult result = place.Explain(checkpoints.Named, "--output-size", "original", "--arrays", "--only", "cam_gb,heatmap++");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal((60, 40), SizeOf(Path.Combine(place.Results, "disc-shufflenet_v2-cam_gb.jpg")));
        Assert.Equal((60, 40), SizeOf(Path.Combine(place.Results, "disc-shufflenet_v2-heatmap++.jpg")));
        Assert.Contains("(64, 64)", HeaderOf("mask"), StringComparison.Ordinal);
        Assert.Contains("(64, 64)", HeaderOf("mask++"), StringComparison.Ordinal);
        Assert.Contains("(3, 64, 64)", HeaderOf("guided"), StringComparison.Ordinal);
        Assert.Contains("(3,)", HeaderOf("logits"), StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_WithOnlyOnePicture_WritesNoArrayThatItDoesNotNeed()
    {
        place.Explain(checkpoints.Named, "--only", "gb", "--arrays");

        Assert.Equal(["disc-shufflenet_v2-gb.jpg", "disc-shufflenet_v2-guided.npy", "disc-shufflenet_v2-logits.npy"], place.ResultNames());
    }

    [Fact]
    public void Explain_WithJson_WritesWhatWasFound()
    {
        CallResult result = place.Explain(checkpoints.Named, "--json", "--only", "cam", "--class-id", "0");

        Assert.Equal(0, result.ExitCode);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(place.Results, "disc-shufflenet_v2.json")));
        JsonElement root = json.RootElement;
        Assert.Equal("shufflenet_v2", root.GetProperty("network").GetString());
        Assert.Equal("conv5.0", root.GetProperty("layer").GetString());
        Assert.Equal("paper", root.GetProperty("variant").GetString());
        Assert.Equal(0, root.GetProperty("class_id").GetInt32());
        Assert.Equal("ring", root.GetProperty("class").GetString());
        Assert.Equal(1, root.GetProperty("top5").EnumerateArray().Sum(score => score.GetProperty("probability").GetDouble()), 1e-5);
        Assert.Equal(2, root.GetProperty("schema").GetInt32());
        Assert.Empty(root.GetProperty("flat").EnumerateArray());
        string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(checkpoints.Named)));
        Assert.Equal(hash, root.GetProperty("checkpoint_sha256").GetString());
        Assert.Equal("0.107.0", root.GetProperty("versions").GetProperty("TorchSharp").GetString());
        Assert.All(root.GetProperty("stages").EnumerateObject(), stage => Assert.InRange(stage.Value.GetDouble(), 0, 60));
        Assert.Equal(root.GetProperty("stages").EnumerateObject().Sum(stage => stage.Value.GetDouble()), root.GetProperty("seconds").GetDouble(), 1e-3);
        Assert.Equal(
            [("cam", "disc-shufflenet_v2-cam.jpg"), ("json", "disc-shufflenet_v2.json")],
            root.GetProperty("files").EnumerateObject().Select(file => (file.Name, file.Value.GetString())));
    }

    [Fact]
    public void Explain_AMapWithoutSpread_WarnsAndIsDone()
    {
        CallResult result = place.Explain(checkpoints.Flat, "--json", "--only", "heatmap,heatmap++");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.ErrorLines.Length);
        Assert.All(result.ErrorLines, line => Assert.StartsWith("warning: ", line, StringComparison.Ordinal));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(place.Results, "disc-shufflenet_v2.json")));
        Assert.Equal(["gradcam", "gradcam++"], json.RootElement.GetProperty("flat").EnumerateArray().Select(method => method.GetString()));
    }

    [Fact]
    public void Explain_WithLabels_UsesThemBeforeTheMetadatas()
    {
        string labels = place.File("labels.txt", "eins\nzwei\ndrei\n"u8.ToArray());

        CallResult result = place.Explain(checkpoints.Named, "--labels", labels, "--class-id", "2", "--only", "cam");

        Assert.StartsWith("class: 2 drei,", result.OutputLines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_WithALowerQuality_WritesSmallerFiles()
    {
        place.Explain(checkpoints.Named, "--only", "cam");
        long fine = new FileInfo(Path.Combine(place.Results, "disc-shufflenet_v2-cam.jpg")).Length;
        place.Explain(checkpoints.Named, "--only", "cam", "--jpeg-quality", "20");
        long coarse = new FileInfo(Path.Combine(place.Results, "disc-shufflenet_v2-cam.jpg")).Length;

        Assert.InRange(coarse, 1, fine - 1);
    }

    [Fact]
    public void Explain_WithAnotherMean_GivesOtherLogits()
    {
        place.Explain(checkpoints.Named, "--only", "gb", "--arrays");
        byte[] usual = File.ReadAllBytes(Path.Combine(place.Results, "disc-shufflenet_v2-logits.npy"));
        place.Explain(checkpoints.Named, "--only", "gb", "--arrays", "--mean", "0.1", "0.1", "0.1", "--std", "0.5,0.5,0.5");

        Assert.NotEqual(usual, File.ReadAllBytes(Path.Combine(place.Results, "disc-shufflenet_v2-logits.npy")));
    }

    [Fact]
    public void Explain_Verbosely_PrintsTimingsOnStandardError()
    {
        CallResult result = place.Explain(checkpoints.Named, "--only", "cam", "--verbose");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(result.ErrorLines, line => line.StartsWith("forward: ", StringComparison.Ordinal));
    }

    private static (int Width, int Height) SizeOf(string path)
    {
        RgbImage picture = PictureDecoder.Decode(path);
        return (picture.Width, picture.Height);
    }

    private string HeaderOf(string array) =>
        System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(Path.Combine(place.Results, $"disc-shufflenet_v2-{array}.npy")), 10, 100);
}
