namespace GradCam.Runs;

/// <summary>A part of a file.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte behind its last one.</param>
internal readonly record struct FileSpan(long Start, long End)
{
    private const int PieceLength = 1 << 17;

    /// <summary>How many bytes it has.</summary>
    public long Length => End - Start;

    /// <summary>The same parts in the same order, those that follow each other as one.</summary>
    public static IReadOnlyList<FileSpan> Joined(IEnumerable<FileSpan> spans)
    {
        List<FileSpan> joined = [];
        foreach (FileSpan span in spans)
        {
            if (joined.Count > 0 && joined[^1].End == span.Start)
            {
                joined[^1] = joined[^1] with { End = span.End };
            }
            else if (span.Length > 0)
            {
                joined.Add(span);
            }
        }

        return joined;
    }

    /// <summary>Copies the part.</summary>
    /// <exception cref="EndOfStreamException">The file ends before it.</exception>
    public void Copy(Stream from, Stream to)
    {
        from.Position = Start;
        byte[] piece = new byte[Math.Min(PieceLength, Length)];
        for (long left = Length; left > 0;)
        {
            int read = (int)Math.Min(left, piece.Length);
            from.ReadExactly(piece, 0, read);
            to.Write(piece, 0, read);
            left -= read;
        }
    }
}
