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

    /// <summary>The file's whole lines.</summary>
    /// <exception cref="UsageException">A line is not a result.</exception>
    public IReadOnlyList<WrittenLine> Read()
    {
        stream.Position = 0;
        return ResultsReader.WholeLines(stream);
    }

    /// <summary>Makes the file hold these of its lines, in this order; what comes next is added behind them.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Keep(IReadOnlyList<WrittenLine> lines)
    {
        long length = 0;
        bool areItsFirst = true;
        foreach (WrittenLine line in lines)
        {
            areItsFirst &= line.Start == length;
            length += line.Text.Length;
        }

        if (!areItsFirst)
        {
            stream.Dispose();
            drafts.Write(path, copy =>
            {
                foreach (WrittenLine line in lines)
                {
                    copy.Write(line.Text.Span);
                }
            });
            stream = OpenStream(path, FileMode.Open);
        }
        else if (length < stream.Length)
        {
            stream.SetLength(length);
        }

        stream.Seek(0, SeekOrigin.End);
    }

    /// <summary>Adds lines.</summary>
    /// <exception cref="IOException">They cannot be written.</exception>
    public void Append(IEnumerable<ResultRecord> lines)
    {
        using MemoryStream text = new();
        foreach (ResultRecord line in lines)
        {
            text.Write(ResultJson.EncodeLine(line));
            text.WriteByte((byte)'\n');
        }

        stream.Write(text.GetBuffer().AsSpan(0, (int)text.Length));
        stream.Flush();
    }

    public void Dispose() => stream.Dispose();

    // Without a buffer, since one that a full disk does not take would be tried again on disposal and hide the first failure.
    private static FileStream OpenStream(string path, FileMode mode) => new(path, mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
}
