using GradCam.Imaging;

namespace GradCam.Cli.Tests;

public sealed class CompareTests : IDisposable
{
    private readonly Workplace place = new();
    private readonly string expected, actual;

    public CompareTests()
    {
        expected = place.Picture("expected.png");
        RgbImage picture = PictureDecoder.Decode(expected);
        picture.Pixels[100]++;
        actual = place.File("actual.png", PictureEncoder.Png(picture));
    }

    public void Dispose() => place.Dispose();

    [Fact]
    public void Compare_OneLevelInOneChannel_IsFoundWhenToldToBeExact()
    {
        CallResult result = Workplace.Call("compare", expected, actual, "--max-mean", "0", "--min-ssim", "1");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("different  1 ", result.Output, StringComparison.Ordinal);
        Assert.Equal("0 of 1 the same", result.OutputLines[^1]);
    }

    [Fact]
    public void Compare_JpegNoise_IsAcceptedByDefault()
    {
        string jpeg = place.File("noisy.jpg", PictureEncoder.Jpeg(PictureDecoder.Decode(expected)));

        Assert.Equal(0, Workplace.Call("compare", expected, jpeg).ExitCode);
    }

    [Fact]
    public void Compare_WithAReport_WritesThePage()
    {
        string page = Path.Combine(place.Folder, "diff.html");

        CallResult result = Workplace.Call("compare", expected, actual, "--report", page);

        Assert.Equal((0, page), (result.ExitCode, result.OutputLines[^1]));
        Assert.Contains("<html", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_AFileThatIsMissing_IsAWrongCall() =>
        Workplace.Call("compare", expected, Path.Combine(place.Folder, "none.png")).AssertFailed(2, "none.png", "does not exist");

    [Fact]
    public void Compare_WhoseReportCannotBeWritten_DoesNotSayThatThePicturesDiffer()
    {
        CallResult result = Workplace.Call("compare", expected, expected, "--report", Path.Combine(place.Folder, "none", "diff.html"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("diff.html", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--max-mean", "many", "not a number")]
    [InlineData("--min-ssim", "2", "-1 to 1")]
    public void Compare_WithAWrongLimit_IsAWrongCall(string option, string value, string text) =>
        Workplace.Call("compare", expected, actual, option, value).AssertFailed(2, text);
}
