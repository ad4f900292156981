using System.IO.Pipes;
using GradCam.Imaging;

namespace GradCam.Core.Tests.Imaging;

public sealed class PictureBytesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-bytes-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Decode_ALongFileThatIsNoPicture_IsRefusedFromItsFirstBytes()
    {
        string path = Sparse("zeros.jpg", [], PictureBytes.Most);

        long before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<PictureException>(() => PictureDecoder.Decode(path));

        Assert.Contains("is not a picture", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Decode_AFileBeyondTheLimit_IsRefusedByItsLength()
    {
        string path = Sparse("long.jpg", TestPictures.Fixture("colour.jpg"), PictureBytes.Most + 1L);

        long before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Assert.Throws<PictureException>(() => PictureDecoder.Decode(path));

        Assert.Contains("is longer than 640 MB", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [LinuxFact]
    public void Decode_ADeviceThatNeverEnds_IsRefusedFromItsFirstBytes()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("is not a picture", Assert.Throws<PictureException>(() => PictureDecoder.Decode("/dev/zero")).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [LinuxFact]
    public void Decode_APipe_ReadsToItsEnd()
    {
        byte[] picture = TestPictures.Fixture("colour.jpg");
        using AnonymousPipeServerStream pipe = new(PipeDirection.Out);
        using AnonymousPipeClientStream end = new(PipeDirection.In, pipe.ClientSafePipeHandle);
        Task writing = Task.Run(() =>
        {
            foreach (byte[] piece in picture.Chunk(100))
            {
                pipe.Write(piece);
            }

            pipe.Dispose();
        });

        RgbImage decoded = PictureDecoder.Decode($"/proc/self/fd/{end.SafePipeHandle.DangerousGetHandle()}");

        Assert.Equal(TestPictures.Fixture("colour.rgb"), decoded.Pixels);
        Assert.True(writing.Wait(TimeSpan.FromSeconds(10)));
    }

    [LinuxFact]
    public void Decode_ADeviceThatIsEmpty_SaysSo() =>
        Assert.Contains("is empty", Assert.Throws<PictureException>(() => PictureDecoder.Decode("/dev/null")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("con.jpg", "Windows keeps this name for a device")]
    [InlineData("folder/COM1.PNG", "Windows keeps this name for a device")]
    [InlineData("console.jpg", "The handle is invalid")]
    public void Reason_OfAFileThatCannotBeRead_KnowsDevices(string path, string expected) =>
        Assert.StartsWith(expected, PictureBytes.Reason(path, new IOException("The handle is invalid.")), StringComparison.Ordinal);

    private string Sparse(string name, byte[] head, long length)
    {
        string path = Path.Combine(folder, name);
        using FileStream stream = File.Create(path);
        stream.Write(head);
        stream.SetLength(length);
        return path;
    }
}
