namespace GradCam.Cli.Tests;

public class WrongCallTests
{
    [Theory]
    [InlineData("--netwrok vgg16", "--netwrok", "--network", "gradcam --help")]
    [InlineData("--netwrok=vgg16", "--netwrok: no such option", "--network")]
    [InlineData("netwroks", "netwroks", "networks", "gradcam --help")]
    [InlineData("networks --network vgg16", "--network: no such option", "gradcam networks --help")]
    [InlineData("layers --netwrok vgg16", "did you mean --network", "gradcam layers --help")]
    [InlineData("--network resnet5o", "resnet5o", "resnet50", "gradcam networks")]
    [InlineData("layers --network resent50", "resent50", "resnet50", "gradcam networks")]
    [InlineData("--variant papre", "papre", "paper", "original")]
    [InlineData("--only heatmap,kam", "kam", "cam", "gradcam --help")]
    [InlineData("--only heatmap,", "--only heatmap,: a key is missing", "heatmap,cam,", "gradcam --help")]
    [InlineData("--only ", "--only : a key is missing", "heatmap,cam,", "gradcam --help")]
    [InlineData("/?", "/?: neither a command")]
    [InlineData("--class-id 3,,4", "--class-id holds an empty name", "commas")]
    [InlineData("--method gradcma", "gradcma", "gradcam", "gradcam methods")]
    [InlineData("--method gradcam --only cam", "--method and --only")]
    [InlineData("--fuse min", "--fuse min", "max or mean")]
    [InlineData("--fit stretch", "--fit stretch", "squash, crop or pad")]
    [InlineData("--weights V9", "--weights V9", "did you mean V1", "gradcam weights")]
    [InlineData("networks --filter zzz", "--filter zzz", "gradcam networks")]
    [InlineData("networks --filter densnet", "did you mean densenet")]
    [InlineData("weights fetch resnet50:V9", "resnet50 has no weights 'V9'", "V1, V2", "gradcam weights")]
    [InlineData("--jpeg-quality 0", "--jpeg-quality 0", "1 to 100", "gradcam --help")]
    [InlineData("--jpeg-quality 101", "1 to 100")]
    [InlineData("--input-size 0", "1 to 4096")]
    [InlineData("--input-size 4097", "1 to 4096")]
    [InlineData("--input-size 99999999999", "1 to 4096")]
    [InlineData("--mean 0.5,0.5", "--mean 0.5,0.5", "three numbers")]
    [InlineData("--mean 0.5 NaN 0.5", "--mean 0.5,NaN,0.5", "three numbers")]
    [InlineData("--std 0.5,0,0.5", "--std 0.5,0,0.5", "above 0")]
    [InlineData("--output-size huge", "huge", "input", "original")]
    [InlineData("--threads 0", "--threads 0", "1 to 1024")]
    [InlineData("--device cuda:0", "cuda:0", "TorchSharp-cuda", "--device cpu")]
    [InlineData("--device cuda", "TorchSharp-cuda")]
    [InlineData("--device gpu", "gpu", "cpu")]
    [InlineData("--device cuda:x", "no such device")]
    [InlineData("--image-path", "--image-path", "value is missing")]
    [InlineData("--only", "--only", "value is missing")]
    [InlineData("--network vgg16 --network vgg19", "--network", "2 times")]
    [InlineData("--image-path a.png b.png", "b.png")]
    public void Call_WithSomethingWrongInIt_SaysWhatInOneLineAndIs2(string call, params string[] texts)
    {
        using var place = new Workplace();

        CallResult result = Workplace.Call([.. call.Split(' '), .. call.StartsWith("--", StringComparison.Ordinal) ? (string[])["--output-dir", place.Results] : []]);

        result.AssertFailed(2, texts);
        place.AssertNothingWritten();
    }

    [Fact]
    public void Call_ThatEndsWithAnOptionsName_SaysThatItsValueIsMissing() =>
        Workplace.Call("--image-path").AssertFailed(2, "--image-path", "value is missing", "pic1.jpg");

    [Fact]
    public void Call_WithAnEmptyName_SaysWhichOption() =>
        Workplace.Call("--output-dir", "").AssertFailed(2, "--output-dir", "empty");

    [Fact]
    public void Call_WithAControlCharacterInAnOption_ShowsItEscaped() =>
        Workplace.Call("--network", "\u001b[31mvgg16\n").AssertFailed(2, @"\u001b[31mvgg16\u000a");
}
