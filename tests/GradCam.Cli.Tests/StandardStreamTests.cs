using GradCam.Cli.Commands;

namespace GradCam.Cli.Tests;

/// <summary>Standard output and standard error that cannot be written: redirected to a full disk, or closed.</summary>
[Collection(SmallCheckpoints.Collection)]
public sealed class StandardStreamTests(SmallCheckpoints checkpoints) : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [UnixTheory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public void StandardErrorThatCannotBeWritten_ChangesNoExitCode(string redirection)
    {
        Assert.Equal(2, ProgramProcess.RunLine($"gradcam --netwrok vgg16 {redirection}").ExitCode);
        Assert.Equal(1, ProgramProcess.RunLine($"gradcam --image-path missing.jpg {redirection}").ExitCode);
        Assert.Equal(1, ProgramProcess.RunLine($"gradcam batch --images missing --weight-path missing.pth {redirection}").ExitCode);
        Assert.Equal(0, ProgramProcess.RunLine($"{Explain()} --verbose {redirection}").ExitCode);
        Assert.Equal(["disc-shufflenet_v2-cam.jpg"], place.ResultNames());
    }

    [UnixTheory]
    [InlineData(">/dev/full", "No space left on device")]
    [InlineData(">&-", "denied")]
    public void StandardOutputThatCannotBeWritten_IsToldInOneLineAndTheFilesAreThere(string redirection, string reason)
    {
        ProgramProcess.RunLine($"{Explain()} {redirection}").AssertFailed(1, "standard output cannot be written", "files are written", reason);

        Assert.Equal(["disc-shufflenet_v2-cam.jpg"], place.ResultNames());
        ProgramProcess.RunLine($"gradcam --help {redirection}").AssertFailed(1, "standard output cannot be written", reason);
        ProgramProcess.RunLine($"gradcam --netwrok vgg16 {redirection}").AssertFailed(2, "--netwrok");
    }

    [UnixFact]
    public void BothThatCannotBeWritten_LeaveTheExitCodeAndTheFiles()
    {
        Assert.Equal(1, ProgramProcess.RunLine($"{Explain()} >/dev/full 2>/dev/full").ExitCode);
        Assert.Equal(["disc-shufflenet_v2-cam.jpg"], place.ResultNames());
    }

    [UnixFact]
    public void PipeThatItsReaderCloses_IsNoFailure() =>
        Assert.Equal("0", ProgramProcess.RunLine("{ gradcam networks; echo $? >&2; } | true").Error.Trim());

    [UnixFact]
    public void Compare_WhoseAnswerCannotBePrinted_DoesNotSayThatThePicturesDiffer()
    {
        string picture = ShellWord.Quote(place.Picture());

        ProgramProcess.RunLine($"gradcam compare {picture} {picture} >/dev/full").AssertFailed(2, "standard output cannot be written");
    }

    [UnixFact]
    public void RedirectedOutput_WhateverTheLocale_IsUtf8()
    {
        string picture = ShellWord.Quote(place.Picture("žluť.png"));

        CallResult result = ProgramProcess.RunLine(
            $"LC_ALL=en_US.ISO-8859-1; export LC_ALL; gradcam --image-path {picture} --weight-path {checkpoints.Named} --only cam --output-dir {place.Results}");

        Assert.EndsWith("žluť-shufflenet_v2-cam.jpg", Assert.Single(result.OutputLines[4..]), StringComparison.Ordinal);
    }

    private string Explain() => string.Join(
        ' ',
        ((string[])["gradcam", "--image-path", place.Picture(), "--weight-path", checkpoints.Named, "--only", "cam", "--output-dir", place.Results]).Select(ShellWord.Quote));
}
