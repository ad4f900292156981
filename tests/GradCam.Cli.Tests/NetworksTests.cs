namespace GradCam.Cli.Tests;

public class NetworksTests
{
    [Theory]
    [InlineData("vgg16", "vgg", "138,357,544", "224", "features.28", "features.29", "V1")]
    [InlineData("vgg19", "-", "143,667,240", "224", "features.34", "features.35", "V1")]
    [InlineData("resnet50", "resnet", "25,557,032", "224", "layer4.2.conv3", "layer4", "V1, V2")]
    [InlineData("resnet101", "-", "44,549,160", "224", "layer4.2.conv3", "layer4", "V1, V2")]
    [InlineData("densenet121", "densenet", "7,978,856", "224", "features.denseblock4.denselayer16.conv2", "features.norm5 (not rectified)", "V1")]
    [InlineData("inception_v3", "inception", "23,834,568", "224", "Mixed_7c.branch_pool.conv", "Mixed_7c", "V1")]
    [InlineData("mobilenet_v2", "-", "3,504,872", "224", "features.18.0", "features.18", "V1, V2")]
    [InlineData("shufflenet_v2", "shufflenet_v2_x1_0", "2,278,604", "224", "conv5.0", "conv5", "V1")]
    public void Networks_ForEachOne_GivesAliasParametersInputLayersAndWeights(params string[] cells)
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

        Assert.Equal(["vgg19"], lines[1..].Where(line => line.EndsWith("  V1", StringComparison.Ordinal)).Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("densenet", "densenet121", "densenet161", "densenet169", "densenet201")]
    [InlineData("DENSENET1", "densenet121", "densenet161", "densenet169")]
    [InlineData("inception", "inception_v3")]
    public void Networks_Filtered_AreThoseWithItInTheirNames(string filter, params string[] names)
    {
        string[] lines = Workplace.Call("networks", "--filter", filter).OutputLines;

        Assert.EndsWith(":", lines[1], StringComparison.Ordinal);
        Assert.Equal(names, lines[2..].Select(line => line.Split(' ')[0]));
    }
}
