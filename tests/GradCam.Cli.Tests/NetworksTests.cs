namespace GradCam.Cli.Tests;

public class NetworksTests
{
    [Theory]
    [InlineData("vgg16", "vgg", "138,357,544", "features.28", "features.29")]
    [InlineData("vgg19", "-", "143,667,240", "features.34", "features.35")]
    [InlineData("resnet50", "resnet", "25,557,032", "layer4.2.conv3", "layer4")]
    [InlineData("resnet101", "-", "44,549,160", "layer4.2.conv3", "layer4")]
    [InlineData("densenet121", "densenet", "7,978,856", "features.denseblock4.denselayer16.conv2", "features.norm5 (not rectified)")]
    [InlineData("inception_v3", "inception", "23,834,568", "Mixed_7c.branch_pool.conv", "Mixed_7c")]
    [InlineData("mobilenet_v2", "-", "3,504,872", "features.18.0", "features.18")]
    [InlineData("shufflenet_v2", "shufflenet_v2_x1_0", "2,278,604", "conv5.0", "conv5")]
    public void Networks_ForEachOne_GivesAliasParametersAndLayers(params string[] cells)
    {
        CallResult result = Workplace.Call("networks");

        string row = Assert.Single(result.OutputLines, line => line.StartsWith(cells[0] + " ", StringComparison.Ordinal));
        Assert.Equal(cells, row.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[..^1]);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
    }

    [Fact]
    public void Networks_OfACacheWithOneFile_MarkThatOne()
    {
        using var place = new Workplace();
        Directory.CreateDirectory(Path.Combine(place.Folder, "hub", "checkpoints"));
        place.File(Path.Combine("hub", "checkpoints", "vgg19-dcbb9e9d.pth"), [1]);

        string[] lines = ProgramProcess.Run(["networks"], ("TORCH_HOME", place.Folder)).OutputLines;

        Assert.Equal(["vgg19"], lines[1..].Where(line => line.EndsWith("  cached", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]));
    }
}
