using GradCam.Imaging;

namespace GradCam.Cli.Tests;

/// <summary>The rows of the table of errors that end with exit code 1.</summary>
[Collection(SmallCheckpoints.Collection)]
public sealed class FailureTests(SmallCheckpoints checkpoints) : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void PictureMissing_IsNamed() => AssertPictureRefused(Path.Combine(place.Folder, "none.png"), "does not exist");

    [Fact]
    public void PictureThatIsAFolder_IsNamed() => AssertPictureRefused(place.Folder, "is a folder");

    [Fact]
    public void PictureThatIsEmpty_IsNamed() => AssertPictureRefused(place.File("empty.png", []), "is empty");

    [Fact]
    public void PictureThatIsText_IsNamed() => AssertPictureRefused(place.File("text.jpg", "no picture"u8.ToArray()), "not a picture");

    [Fact]
    public void PictureThatIsTruncated_IsNamed() => AssertPictureRefused(place.File("cut.png", File.ReadAllBytes(place.Picture())[..^40]), "truncated");

    [Fact]
    public void PictureWithAnEscapeInItsName_IsShownEscaped() =>
        Refused("--image-path", Path.Combine(place.Folder, "\u001b[2Jcat.png")).AssertFailed(1, @"\u001b[2Jcat.png");

    [Fact]
    public void PictureOver100Megapixels_IsNamed()
    {
        // The header of a PNG of 20000 x 20000 grey pixels, as in the PNG specification; its data would follow.
        byte[] header =
        [
            0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52,
            0, 0, 0x4e, 0x20, 0, 0, 0x4e, 0x20, 8, 0, 0, 0, 0, 0xc6, 0x1b, 0x19, 0xe5,
        ];

        AssertPictureRefused(place.File("vast.png", header), "20000 x 20000");
    }

    [Fact]
    public void PictureOver25MegapixelsInItsOwnSize_IsRefused()
    {
        string path = place.File("large.png", PictureEncoder.Png(new RgbImage(5001, 5000, new byte[3 * 5001 * 5000])));

        Refused("--image-path", path, "--output-size", "original").AssertFailed(1, "5001 x 5000", "25 megapixels");
    }

    [Fact]
    public void LayerUnknown_GivesTheNearestAndTheCommand() =>
        Refused("--layer-name", "conv5.O").AssertFailed(1, "conv5.O", "conv5.0", "gradcam layers");

    [Fact]
    public void LayerWithoutAMap_GivesTheDefaultLayer() => Refused("--layer-name", "fc").AssertFailed(1, "fc", "[C,h,w]", "conv5.0");

    [Theory]
    [InlineData("-1")]
    [InlineData("3")]
    public void ClassOutOfRange_GivesTheRange(string id) => Refused("--class-id", id).AssertFailed(1, id, "0 to 2");

    [Fact]
    public void CheckpointMissing_IsNamed() => AssertCheckpointRefused(Path.Combine(place.Folder, "none.pth"), "does not exist");

    [Fact]
    public void CheckpointThatIsText_IsNamed() => AssertCheckpointRefused(place.File("text.pth", "no checkpoint"u8.ToArray()), "it is no checkpoint");

    [Fact]
    public void CheckpointThatIsTruncated_IsNamed() =>
        AssertCheckpointRefused(place.File("cut.safetensors", File.ReadAllBytes(checkpoints.Named)[..^1000]), "outside the file's data");

    [Fact]
    public void CheckpointWithCode_NamesThePartAndThatNothingWasRun()
    {
        // Protocol 2: the function os.system, called with one string.
        byte[] pickle = [0x80, 2, .. "cos\nsystem\n"u8, (byte)'X', 4, 0, 0, 0, .. "echo"u8, 0x85, (byte)'R', (byte)'.'];

        place.Explain(place.File("code.pth", pickle)).AssertFailed(1, "code.pth", "os.system", "run");
        place.AssertNothingWritten();
    }

    [Fact]
    public void CheckpointOfAnotherNetwork_GivesCountsNamesAndTheNetworkItFits()
    {
        place.Explain(checkpoints.Plain, "--network", "shufflenet_v2").AssertFailed(1, "plain.safetensors", "missing", "unexpected", "mobilenet_v2");
        place.AssertNothingWritten();
    }

    [Fact]
    public void FolderThatIsAFile_IsNamed()
    {
        string file = place.File("taken", [1]);

        Workplace.Call("--image-path", place.Picture(), "--weight-path", checkpoints.Named, "--output-dir", file, "--only", "cam").AssertFailed(1, file);
        Assert.Equal([1], File.ReadAllBytes(file));
    }

    [Fact]
    public void FolderInAResultsPlace_IsNamedAndNothingElseIsWritten()
    {
        string blocked = Path.Combine(place.Results, "disc-shufflenet_v2-gb.jpg");
        Directory.CreateDirectory(blocked);

        place.Explain(checkpoints.Named).AssertFailed(1, blocked);
        Assert.Equal([Path.GetFileName(blocked)], place.ResultNames());
    }

    [Fact]
    public void NotFiniteActivation_NamesLayerAndClass()
    {
        place.Explain(checkpoints.NotFinite, "--class-id", "1").AssertFailed(1, "conv5.0", "class 1");
        place.AssertNothingWritten();
    }

    [Fact]
    public void LabelsMissing_AreNamed()
    {
        string labels = Path.Combine(place.Folder, "none.txt");

        Refused("--labels", labels).AssertFailed(1, labels);
    }

    [Fact]
    public void LabelsOfAnotherCount_AreRefused() =>
        Refused("--labels", place.File("two.txt", "a\nb\n"u8.ToArray())).AssertFailed(2, "2", "3 classes");

    [Fact]
    public void NetworkThatContradictsTheMetadata_IsAWrongCall() => Refused("--network", "vgg16").AssertFailed(2, "shufflenet_v2", "vgg16");

    [Fact]
    public void InputTooSmallForTheNetwork_IsAWrongCall()
    {
        place.Explain(checkpoints.Plain, "--network", "vgg16", "--input-size", "16").AssertFailed(2, "16", "32");
        place.AssertNothingWritten();
    }

    [Fact]
    public void Failure_Verbosely_IsFollowedByItsTrace()
    {
        CallResult result = Refused("--class-id", "9", "--verbose");

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("error: ", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains(result.ErrorLines, line => line.StartsWith("   at ", StringComparison.Ordinal));
    }

    private void AssertPictureRefused(string path, string reason)
    {
        Workplace.Call("--image-path", path, "--weight-path", checkpoints.Named, "--output-dir", place.Results)
            .AssertFailed(1, Path.GetFileName(path), reason);
        place.AssertNothingWritten();
    }

    private void AssertCheckpointRefused(string path, string reason)
    {
        place.Explain(path).AssertFailed(1, Path.GetFileName(path), reason);
        place.AssertNothingWritten();
    }

    private CallResult Refused(params string[] args)
    {
        bool ownPicture = args.Contains("--image-path");
        CallResult result = ownPicture
            ? Workplace.Call(["--weight-path", checkpoints.Named, "--output-dir", place.Results, .. args])
            : place.Explain(checkpoints.Named, args);
        place.AssertNothingWritten();
        return result;
    }
}
