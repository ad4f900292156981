namespace GradCam.Cli.Tests;

public class HelpTests
{
    [Theory]
    [InlineData("--image-path", "pic1.jpg")]
    [InlineData("--network", "shufflenet_v2", "densenet", "resnet50")]
    [InlineData("--model, --weight-path", ".safetensors", ".onnx")]
    [InlineData("--layer-name", "last convolution")]
    [InlineData("--class-id", "predicted class", "topN")]
    [InlineData("--method", "gradcam methods", "six pictures")]
    [InlineData("--versus", "off")]
    [InlineData("--fuse", "max", "mean", "off")]
    [InlineData("--seed", "0")]
    [InlineData("--fit", "squash", "crop", "pad")]
    [InlineData("--weights", "V1", "V2", "SWAG_E2E", "SWAG_LINEAR")]
    [InlineData("--memory", "512")]
    [InlineData("--output-dir", "results")]
    [InlineData("--variant", "paper", "original")]
    [InlineData("--only", "heatmap,cam,heatmap++,cam++,gb,cam_gb")]
    [InlineData("--input-size", "1 to 4096", "224")]
    [InlineData("--mean", "0.485,0.456,0.406")]
    [InlineData("--std", "0.229,0.224,0.225")]
    [InlineData("--output-size", "input", "original", "25 megapixels")]
    [InlineData("--jpeg-quality", "1 to 100", "95")]
    [InlineData("--arrays", "off")]
    [InlineData("--json", "off")]
    [InlineData("--labels", "ImageNet")]
    [InlineData("--threads", "1 to 1024", "processors")]
    [InlineData("--device", "cpu", "cuda")]
    [InlineData("--verbose", "off")]
    public void Help_ForEachOption_GivesDefaultAndRange(string option, params string[] words)
    {
        CallResult help = Workplace.Call("--help");

        string line = Assert.Single(help.OutputLines, line => line.TrimStart().StartsWith(option + " ", StringComparison.Ordinal));
        Assert.Equal((0, string.Empty), (help.ExitCode, help.Error));
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gradcam --image-path cat.jpg")]
    [InlineData("gradcam networks", "networks")]
    [InlineData("gradcam layers --network densenet121", "layers")]
    public void Help_OfACommand_EndsWithAnExample(string example, params string[] command)
    {
        CallResult help = Workplace.Call([.. command, "--help"]);

        Assert.StartsWith(example, help.OutputLines[Array.IndexOf(help.OutputLines, "Examples:") + 1].Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_OfCommandsBelow_NamesArgumentsByOneWord() =>
        Assert.Contains(Workplace.Call("weights", "--help").OutputLines, line => line.StartsWith("  fetch <NAME>  ", StringComparison.Ordinal));

    [Fact]
    public void Completion_OfAnEmptyCall_OffersCommandsAndOptions()
    {
        string[] offered = Workplace.Call("[suggest:0]", "").OutputLines;

        Assert.Superset(new HashSet<string> { "batch", "weights", "--help", "-h", "--network" }, offered.ToHashSet());
        Assert.All(offered, word => Assert.Matches("^(-|[a-z])", word));
    }

    [Theory]
    [InlineData("--network ", "vgg16", "densenet")]
    [InlineData("--method ", "gradcam", "gradcam++")]
    [InlineData("--method gradcam,lay", "gradcam,layercam")]
    [InlineData("--only cam,g", "cam,gb")]
    [InlineData("--layer-name ", "whole", "layer4.2.conv3")]
    [InlineData("--network vgg16 --layer-name features.2", "features.28")]
    [InlineData("batch --network densenet --layer-name features.norm5,features.norm", "features.norm5,features.norm0")]
    [InlineData("completion ", "bash", "zsh", "fish", "powershell")]
    [InlineData("--weights ", "V1", "V2")]
    [InlineData("--fit ", "squash", "crop", "pad")]
    [InlineData("--fuse ", "max", "mean")]
    [InlineData("--device ", "cpu", "cuda")]
    [InlineData("--output-size ", "input", "original")]
    [InlineData("networks --filter ", "DenseNet")]
    [InlineData("weights fetch ", "vgg16", "resnet50:V2")]
    public void Completion_OfAnOptionsValue_OffersItsNames(string call, params string[] names) =>
        Assert.Superset(names.ToHashSet(), Workplace.Call($"[suggest:{call.Length}]", call).OutputLines.ToHashSet());

    [Fact]
    public void Help_BesideAWrongOption_IsGivenAllTheSame() => Assert.Equal(0, Workplace.Call("--jpeg-quality", "0", "--help").ExitCode);

    [Fact]
    public void EveryExampleOfTheHelp_IsACallThatParses()
    {
        foreach (string example in Workplace.Call("--help").OutputLines.Where(line => line.StartsWith("  gradcam --", StringComparison.Ordinal)))
        {
            // The example's files are not here: only that may be wrong with it.
            CallResult result = Workplace.Call(example.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]);
            result.AssertFailed(1, "cat.jpg");
        }
    }
}
