namespace GradCam.Runs;

/// <summary>The whole lines of a file, one after another: memory holds a piece of the file, however large it is.</summary>
internal static class WholeLines
{
    private const int PieceLength = 1 << 18;

    /// <summary>What is made of each line that ends with a line feed, from the stream's place to the end that it has now; a half-written last line is left out.</summary>
    /// <param name="file">The file; read as far as lines are asked for.</param>
    /// <param name="read">Gets a line without its line feed, where it starts, and its number from 1 up.</param>
    /// <param name="last">Where to end. Default: the end that the file has now.</param>
    public static IEnumerable<T> Of<T>(FileStream file, Func<ReadOnlyMemory<byte>, long, int, T> read, long? last = null)
    {
        // A device tells no length, and one such as /dev/full would never end.
        long start = file.Position, unread = (last ?? file.Length) - start;
        byte[] piece = new byte[Math.Clamp(unread, 0, PieceLength)];
        int held = 0, number = 0;
        while (unread > 0)
        {
            if (held == piece.Length)
            {
                Array.Resize(ref piece, 2 * piece.Length);
            }

            int got = file.Read(piece, held, (int)Math.Min(unread, piece.Length - held));
            if (got == 0)
            {
                yield break;
            }

            unread -= got;
            int searched = held, at = 0;
            held += got;
            for (int end; (end = Array.IndexOf(piece, (byte)'\n', searched, held - searched)) >= 0; at = searched = end + 1)
            {
                yield return read(piece.AsMemory(at, end - at), start + at, ++number);
            }

            piece.AsSpan(at, held - at).CopyTo(piece);
            held -= at;
            start += at;
        }
    }
}
