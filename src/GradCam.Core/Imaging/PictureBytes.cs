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

    private const int HeadLength = 64, PieceLength = 1 << 16;

    /// <summary>The whole content; the length and the first bytes are looked at before the rest is read.</summary>
    /// <param name="path">A file, or a pipe or device that ends.</param>
    /// <exception cref="PictureException">It is longer than <see cref="Most"/>, or begins like no picture.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        // Pipes have no length, and devices say 0.
        long length = stream.CanSeek ? stream.Length : 0;
        if (length > Most)
        {
            throw TooLong(path);
        }

        byte[] head = new byte[HeadLength];
        int read = stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
        if (read > 0 && PictureStructure.FormatOf(head.AsSpan(0, read)) is null)
        {
            throw PictureFault.NotAPicture(path);
        }

        return read < HeadLength ? head[..read]
            : length > 0 ? ReadRest(stream, head, (int)length)
            : ReadToTheEnd(stream, head, path);
    }

    /// <summary>Why a file cannot be read, as part of a sentence that names it.</summary>
    public static string Reason(string path, Exception failure) =>
        FileName.IsDevice(path) ? "Windows keeps this name for a device, whatever its ending" : FileFault.Reason(failure);

    private static byte[] ReadRest(FileStream stream, byte[] head, int length)
    {
        byte[] bytes = new byte[length];
        head.CopyTo(bytes, 0);
        int read = head.Length + stream.ReadAtLeast(bytes.AsSpan(head.Length), length - head.Length, throwOnEndOfStream: false);
        // A file that was cut meanwhile.
        return read == length ? bytes : bytes[..read];
    }

    private static byte[] ReadToTheEnd(FileStream stream, byte[] head, string path)
    {
        using MemoryStream content = new();
        content.Write(head);
        byte[] piece = new byte[PieceLength];
        for (int read; (read = stream.Read(piece)) > 0;)
        {
            if (content.Length + read > Most)
            {
                throw TooLong(path);
            }

            content.Write(piece, 0, read);
        }

        return content.ToArray();
    }

    private static PictureException TooLong(string path) => new($"picture '{path}' is longer than {Most / 1_000_000} MB, the most that is read");
}
