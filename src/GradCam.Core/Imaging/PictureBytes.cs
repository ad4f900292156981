using GradCam.Files;

namespace GradCam.Imaging;

/// <summary>Reads a picture's file, and no more of it than can be a picture.</summary>
internal static class PictureBytes
{
    /// <summary>
    /// The longest file that is read: the most pixels that a picture may have take 600 MB at 16 bits a channel without compression, the
    /// rest is room for what stands about them.
    /// </summary>
    public const int Most = 640_000_000;

    private const int HeadLength = 64;

    /// <summary>The whole content; the length and the first bytes are looked at before the rest is read.</summary>
    /// <param name="path">A file, or a pipe or device that ends.</param>
    /// <exception cref="PictureException">It is longer than <see cref="Most"/>, or begins like no picture.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return Read(stream, path);
    }

    /// <summary>The whole content of a stream, such as a pipe, from its place on; the first bytes are looked at before the rest is read.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="PictureException">It is longer than <see cref="Most"/>, or begins like no picture.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(Stream stream, string name)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        head = head[..stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)];
        if (head.Length > 0 && PictureFormat.Of(head) is null)
        {
            throw PictureFault.NotAPicture(name);
        }

        return LimitedRead.ToEnd(stream, head, Most) ?? throw TooLong(name);
    }

    /// <summary>Why a file cannot be read, as part of a sentence that names it.</summary>
    public static string Reason(string path, Exception failure) =>
        FileName.IsDevice(path) ? "Windows keeps this name for a device, whatever its ending" : FileFault.Reason(failure);

    private static PictureException TooLong(string name) => new($"picture '{ShownText.Of(name)}' is longer than {Most / 1_000_000} MB, the most that is read");
}
