using GradCam.Files;

namespace GradCam.Runs;

/// <summary>What a run takes over from an earlier one: the lines of whole batches whose files are there and whose pictures are what they were.</summary>
/// <param name="Spans">Where those lines stand in the file, in the plan's order.</param>
/// <param name="Batches">The places of those batches in the plan.</param>
/// <param name="Jobs">How many jobs they hold.</param>
/// <param name="Failed">How many of these failed.</param>
internal sealed record KeptResults(IReadOnlyList<FileSpan> Spans, IReadOnlySet<int> Batches, int Jobs, int Failed)
{
    /// <summary>Every line, of a run that is not gone on with.</summary>
    /// <param name="length">The file's length.</param>
    public static KeptResults All(long length) => new([new FileSpan(0, length)], new HashSet<int>(), 0, 0);

    /// <summary>How many bytes the lines have.</summary>
    public long Length => Spans.Sum(span => span.Length);

    /// <summary>Whether they are the plan's first batches, so that what follows comes behind them.</summary>
    public bool AreFirst { get; } = Batches.Count == 0 || Batches.Max() == Batches.Count - 1;

    /// <summary>What a plan can take over.</summary>
    /// <param name="written">The earlier run's lines, in any order.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="changed">The sources whose content has changed.</param>
    public static KeptResults Of(IEnumerable<WrittenLine> written, BatchPlan plan, string folder, IReadOnlySet<string> changed)
    {
        using ResultFiles files = new(folder);
        JobPlaces places = JobPlaces.Of(written, plan, (line, job) => IsKept(line, job, folder, changed, files));
        List<FileSpan> kept = [];
        HashSet<int> batches = [];
        int jobs = 0, failed = 0;
        foreach ((int batch, Range range) in plan.Batches.Index())
        {
            (int offset, int length) = range.GetOffsetAndLength(plan.Jobs.Count);
            if (places.AreThere(offset, length))
            {
                batches.Add(batch);
                kept.AddRange(places.Spans(offset, length));
                jobs += length;
                failed += places.Failed(offset, length);
            }
        }

        return new KeptResults(FileSpan.Joined(kept), batches, jobs, failed);
    }

    /// <summary>Where all of a plan's lines stand, in its order; what is not the plan's is left out.</summary>
    public static IReadOnlyList<FileSpan> Ordered(IEnumerable<WrittenLine> written, BatchPlan plan) =>
        FileSpan.Joined(JobPlaces.Of(written, plan, (_, _) => true).Spans(0, plan.Jobs.Count));

    /// <summary>Deletes the files of lines that were not kept: a picture of other content may have other classes, whose files have other names.</summary>
    /// <param name="written">Reads all lines.</param>
    /// <param name="length">How many bytes they have.</param>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    public void DeleteFilesOfOthers(Func<IEnumerable<WrittenLine>> written, long length, string folder)
    {
        if (Length == length)
        {
            return;
        }

        FileSpan[] kept = [.. Spans.OrderBy(span => span.Start)];
        HashSet<string> others = [.. written().Where(line => !Holds(kept, line)).SelectMany(line => line.Line.Files.Values)];
        if (others.Count > 0)
        {
            others.ExceptWith(written().Where(line => Holds(kept, line)).SelectMany(line => line.Line.Files.Values));
        }

        foreach (string file in others.Select(file => RelativePath.Resolve(folder, file)).Where(File.Exists))
        {
            File.Delete(file);
        }
    }

    private static bool Holds(FileSpan[] spans, WrittenLine line)
    {
        int place = Array.BinarySearch(spans, new FileSpan(line.Start, long.MaxValue), Comparer<FileSpan>.Create((one, other) => one.Start.CompareTo(other.Start)));
        int span = place >= 0 ? place : ~place - 1;
        return span >= 0 && line.End <= spans[span].End;
    }

    /// <summary>Whether a job's line still holds: its picture is what it was, and its files are there.</summary>
    /// <param name="line">The line.</param>
    /// <param name="job">The job.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="changed">The sources whose content has changed.</param>
    /// <param name="files">Looks for the files.</param>
    public static bool IsKept(ResultRecord line, BatchJob job, string folder, IReadOnlySet<string> changed, ResultFiles files) =>
        line.Schema == ResultsReader.Schema
        && line.Source == job.SourceFrom(folder)
        && !changed.Contains(line.Source)
        && files.AreThere(line);
}
