namespace GradCam.Runs;

/// <summary>A run's <c>results.jsonl</c> while it grows; the folder's lock is held.</summary>
internal sealed class ResultLog : IDisposable
{
    private readonly string path;
    private readonly DraftFolder drafts;
    private FileStream stream;

    private ResultLog(string path, DraftFolder drafts, FileStream stream)
    {
        this.path = path;
        this.drafts = drafts;
        this.stream = stream;
    }

    /// <summary>Opens the file.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static ResultLog Open(string path, DraftFolder drafts, FileMode mode) => new(path, drafts, OpenStream(path, mode));

    /// <summary>The file's length.</summary>
    public long Length => stream.Length;

    /// <summary>The file's whole lines, read as they are asked for; nothing may be written meanwhile.</summary>
    /// <exception cref="UsageException">A line is not a result.</exception>
    public IEnumerable<WrittenLine> Read()
    {
        stream.Position = 0;
        return ResultsReader.Lines(stream);
    }

    /// <summary>Makes the file hold these of its parts, in this order; what comes next is added behind them.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Keep(IReadOnlyList<FileSpan> spans)
    {
        if (AreFirst(spans))
        {
            long length = spans is [var first] ? first.End : 0;
            if (length < stream.Length)
            {
                stream.SetLength(length);
            }
        }
        else
        {
            Rewrite((lines, copy) =>
            {
                foreach (FileSpan span in spans)
                {
                    span.Copy(lines, copy);
                }
            });
        }

        stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Whether parts are the file's beginning, so that cutting off the rest leaves them.</summary>
    public static bool AreFirst(IReadOnlyList<FileSpan> spans) => spans is [] or [{ Start: 0 }];

    /// <summary>Makes the file anew of what it holds; what comes next is added behind it.</summary>
    /// <param name="write">Gets the file and its successor.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Rewrite(Action<FileStream, Stream> write)
    {
        drafts.Write(path, copy =>
        {
            write(stream, copy);
            // Windows does not rename over a file that is open.
            stream.Dispose();
        });
        stream = OpenStream(path, FileMode.Open);
        stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>The whole lines from the last to the first, read piece by piece as they are asked for; nothing may be written meanwhile.</summary>
    /// <exception cref="UsageException">A line is not a result.</exception>
    public IEnumerable<ResultRecord> Backwards()
    {
        const int PieceLength = 1 << 16;
        for (long end = stream.Length, length = PieceLength; end > 0;)
        {
            long start = Math.Max(0, end - length);
            stream.Position = start;
            // A piece begins within a line, of which an earlier piece has the beginning.
            int skipped = 0;
            while (start > 0 && skipped < end - start && stream.ReadByte() != '\n')
            {
                skipped++;
            }

            WrittenLine[] lines = [.. ResultsReader.Lines(stream, end)];
            foreach (WrittenLine line in lines.Reverse())
            {
                yield return line.Line;
            }

            (end, length) = lines.Length > 0 ? (lines[0].Start, PieceLength) : (end, 2 * length);
        }
    }

    /// <summary>Adds lines.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Append(IEnumerable<ResultRecord> lines) => ResultLines.Write(stream, lines);

    public void Dispose() => stream.Dispose();

    // Without a buffer, since one that a full disk does not take would be tried again on disposal and hide the first failure.
    private static FileStream OpenStream(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
}
