namespace GradCam.Files;

/// <summary>Reads files whose length nobody vouches for: a file may be of any size, a pipe tells none, a device may never end.</summary>
internal static class LimitedRead
{
    private const int PieceLength = 1 << 16;

    /// <summary>Everything from a stream's place to its end; null where that is more than <paramref name="most"/> bytes.</summary>
    /// <param name="stream">A file, pipe or device that was just opened.</param>
    /// <param name="head">What was read of it already, which counts and stands first in the answer.</param>
    /// <param name="most">The most bytes that are read.</param>
    public static byte[]? ToEnd(Stream stream, ReadOnlySpan<byte> head, int most)
    {
        // Pipes have no length, and devices say 0.
        long length = stream.CanSeek ? stream.Length : 0;
        if (length > most)
        {
            return null;
        }

        using MemoryStream content = new((int)Math.Max(length, head.Length));
        content.Write(head);
        byte[] piece = new byte[PieceLength];
        for (int read; (read = stream.Read(piece)) > 0;)
        {
            if (content.Length + read > most)
            {
                return null;
            }

            content.Write(piece, 0, read);
        }

        return content.Length == content.Capacity ? content.GetBuffer() : content.ToArray();
    }
}
