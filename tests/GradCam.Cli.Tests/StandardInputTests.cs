using GradCam.Cli.Commands;

namespace GradCam.Cli.Tests;

/// <summary>"--image-path -": the picture comes from standard input.</summary>
[Collection(SmallCheckpoints.Collection)]
public sealed class StandardInputTests(SmallCheckpoints checkpoints) : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [UnixFact]
    public void Explain_StandardInput_GivesTheBytesOfTheFile()
    {
        string picture = place.Picture();
        CallResult file = place.Explain(checkpoints.Named, "--only", "cam");

        CallResult piped = Explain($"cat {ShellWord.Quote(picture)} | ");

        Assert.Equal((0, 0, string.Empty), (file.ExitCode, piped.ExitCode, piped.Error));
        Assert.Equal(["disc-shufflenet_v2-cam.jpg", "stdin-shufflenet_v2-cam.jpg"], place.ResultNames());
        Assert.Equal(Bytes("disc-shufflenet_v2-cam.jpg"), Bytes("stdin-shufflenet_v2-cam.jpg"));
    }

    [UnixTheory]
    [InlineData("", " </dev/null", "is empty")]
    [InlineData("echo no picture | ", "", "not a picture")]
    [InlineData("", " </dev/zero", "not a picture")]
    public void Explain_StandardInputThatIsNoPicture_IsNamed(string before, string after, string reason)
    {
        Explain(before, after).AssertFailed(1, "'standard input'", reason);
        place.AssertNothingWritten();
    }

    private byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(place.Results, name));

    private CallResult Explain(string before, string after = "") => ProgramProcess.RunLine(
        $"{before}gradcam --image-path - --weight-path {ShellWord.Quote(checkpoints.Named)} --output-dir {ShellWord.Quote(place.Results)} --only cam --threads 1{after}");
}
