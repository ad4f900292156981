using System.Text.Json;
using GradCam.Imaging;

namespace GradCam.Cli.Tests;

/// <summary>How pictures are drawn is the caller's choice.</summary>
[Collection(SmallCheckpoints.Collection)]
public sealed class DrawingTests(SmallCheckpoints checkpoints) : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Explain_WithPng_WritesPngFiles()
    {
        CallResult result = place.Explain(checkpoints.Named, "--only", "cam,gb", "--png");

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Equal(["disc-shufflenet_v2-cam.png", "disc-shufflenet_v2-gb.png"], place.ResultNames());
        Assert.All(place.ResultNames(), name => Assert.Equal("PNG", PictureFormat.Of(File.ReadAllBytes(Path.Combine(place.Results, name)))));
    }

    [Fact]
    public void Explain_WithAColormap_ColoursTheHeatMapInIt()
    {
        place.Explain(checkpoints.Named, "--only", "heatmap", "--png", "--colormap", "Viridis");
        HashSet<(byte, byte, byte)> viridis = Colours(ColourTables.Apply(Colormap.Viridis, [.. Enumerable.Range(0, 256).Select(level => (byte)level)], 256, 1));

        Assert.Subset(viridis, Colours(Picture("disc-shufflenet_v2-heatmap.png")));
    }

    [Fact]
    public void Explain_WithAnOverlayOfNothing_GivesThePicture()
    {
        place.Explain(checkpoints.Named, "--only", "cam", "--png", "--overlay", "0", "--output-size", "original");

        Assert.Equal(PictureDecoder.Decode(place.Picture()).Pixels, Picture("disc-shufflenet_v2-cam.png").Pixels);
    }

    [Fact]
    public void Explain_WithBoxes_TellsAndWritesTheSameWhateverSizeIsDrawn()
    {
        CallResult small = place.Explain(checkpoints.Named, "--method", "gradcam,gradient", "--boxes", "0.5", "--json");
        string atInput = Boxes();
        CallResult large = place.Explain(checkpoints.Named, "--method", "gradcam,gradient", "--boxes", "0.5", "--json", "--output-size", "original");

        Assert.StartsWith("{\"gradcam\":[{\"x\":", atInput, StringComparison.Ordinal);
        Assert.Equal(atInput, Boxes());
        Assert.Equal(Line(small), Line(large));
        Assert.Matches(@"^boxes: gradcam: \d+ x \d+ at \d+,\d+", Line(small));
    }

    [Fact]
    public void Explain_Smooth_LeavesTheArraysAsTheyAre()
    {
        place.Explain(checkpoints.Named, "--method", "gradcam", "--arrays", "--png");
        (byte[] map, byte[] heat) = (File.ReadAllBytes(Path.Combine(place.Results, "disc-shufflenet_v2-gradcam.npy")), Picture("disc-shufflenet_v2-heatmap.png").Pixels);
        place.Explain(checkpoints.Named, "--method", "gradcam", "--arrays", "--png", "--smooth");

        Assert.Equal(map, File.ReadAllBytes(Path.Combine(place.Results, "disc-shufflenet_v2-gradcam.npy")));
        Assert.NotEqual(heat, Picture("disc-shufflenet_v2-heatmap.png").Pixels);
    }

    [Fact]
    public void Explain_AnAttributionOfPixels_HasASignedPictureWhoseClipIsTold()
    {
        CallResult result = place.Explain(checkpoints.Named, "--method", "gradient", "--arrays");

        Assert.Equal(
            ["disc-shufflenet_v2-gradient.jpg", "disc-shufflenet_v2-gradient.npy", "disc-shufflenet_v2-logits.npy", "disc-shufflenet_v2-signed-gradient.jpg"], place.ResultNames());
        Assert.Contains("signed pictures: red speaks for the score, blue against it; full colour from the 99th percentile on", result.OutputLines);
    }

    [Theory]
    [InlineData("--colormap", "turbi", "did you mean turbo")]
    [InlineData("--overlay", "1.5", "not a number from 0 to 1")]
    [InlineData("--boxes", "nan", "not a number from 0 to 1")]
    public void Explain_AValueOutOfRange_IsRefused(string option, string value, string says) =>
        place.Explain(checkpoints.Named, option, value).AssertFailed(2, option, says);

    [Fact]
    public void Explain_WithPngAndAQuality_IsRefused() => place.Explain(checkpoints.Named, "--png", "--jpeg-quality", "90").AssertFailed(2, "--png", "--jpeg-quality");

    private static string Line(CallResult result) => result.OutputLines.Single(line => line.StartsWith("boxes:", StringComparison.Ordinal));

    private static HashSet<(byte, byte, byte)> Colours(RgbImage picture) => [.. picture.Pixels.Chunk(3).Select(pixel => (pixel[0], pixel[1], pixel[2]))];

    private RgbImage Picture(string name) => PictureDecoder.Decode(Path.Combine(place.Results, name));

    private string Boxes()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(place.Results, "disc-shufflenet_v2.json")));
        return JsonSerializer.Serialize(json.RootElement.GetProperty("boxes"));
    }
}
