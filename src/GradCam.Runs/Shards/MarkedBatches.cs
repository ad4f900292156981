namespace GradCam.Runs;

/// <summary>The batches of a shard that some attempt has made whole: of two attempts at one batch, whose bytes are the same but for times, the later one counts.</summary>
internal sealed class MarkedBatches
{
    private readonly Dictionary<int, (int Attempt, BatchMark Mark)> marks = [];

    private MarkedBatches()
    {
    }

    /// <summary>How many jobs they hold.</summary>
    public int Jobs => marks.Values.Sum(batch => batch.Mark.Jobs);

    /// <summary>How many of these failed.</summary>
    public int Failed => marks.Values.Sum(batch => batch.Mark.Failed);

    /// <summary>The attempts that made them.</summary>
    public IEnumerable<int> Attempts => marks.Values.Select(batch => batch.Attempt).Distinct();

    /// <summary>Their places in the shard.</summary>
    public IReadOnlyCollection<int> Batches => marks.Keys;

    /// <summary>Reads the marks of all attempts at a shard.</summary>
    /// <exception cref="UsageException">A line is not a mark.</exception>
    public static MarkedBatches Read(ShardFiles files)
    {
        MarkedBatches batches = new();
        foreach (int attempt in files.Attempts())
        {
            foreach (BatchMark mark in BatchMark.Read(files.Marks(attempt)))
            {
                batches.marks[mark.Batch] = (attempt, mark);
            }
        }

        return batches;
    }

    /// <summary>Who made a batch, and where its lines stand; null where nobody has.</summary>
    public (int Attempt, BatchMark Mark)? Find(int batch) => marks.TryGetValue(batch, out (int, BatchMark) found) ? found : null;

    /// <summary>Their results, read as they are asked for.</summary>
    /// <param name="files">The shard's files.</param>
    /// <exception cref="UsageException">A line is not a result.</exception>
    public IEnumerable<ResultRecord> Lines(ShardFiles files)
    {
        foreach (IGrouping<int, FileSpan> spans in marks.Values.OrderBy(batch => batch.Mark.Start).GroupBy(batch => batch.Attempt, batch => batch.Mark.Span))
        {
            using FileStream file = new(files.Results(spans.Key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            foreach (FileSpan span in FileSpan.Joined(spans))
            {
                file.Position = span.Start;
                foreach (WrittenLine line in ResultsReader.Lines(file, span.End))
                {
                    yield return line.Line;
                }
            }
        }
    }

    /// <summary>Takes a batch out, so that it is made again.</summary>
    public void Drop(int batch) => marks.Remove(batch);
}
