using System.Collections;

namespace GradCam.Runs;

/// <summary>Where each of a plan's jobs has its lines in a results file: of lines that were written twice the later ones.</summary>
internal sealed class JobPlaces
{
    // Arrays of numbers: a million jobs take 16 MB.
    private readonly FileSpan[] spans;
    private readonly BitArray failed;

    private JobPlaces(int jobs)
    {
        spans = new FileSpan[jobs];
        failed = new BitArray(jobs);
    }

    /// <summary>Reads the places.</summary>
    /// <param name="written">The lines, in any order.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="isKept">Whether a job's line still holds.</param>
    public static JobPlaces Of(IEnumerable<WrittenLine> written, BatchPlan plan, Func<ResultRecord, BatchJob, bool> isKept)
    {
        JobPlaces places = new(plan.Jobs.Count);
        JobFinder finder = new(plan);
        foreach (IReadOnlyList<WrittenLine> lines in ResultParts.Whole(written))
        {
            if (finder.Find(lines[0].Line) is { } job)
            {
                places.spans[job] = lines.All(line => isKept(line.Line, plan.Jobs[job])) ? new FileSpan(lines[0].Start, lines[^1].End) : default;
                places.failed[job] = lines[0].Line.Error is not null;
            }
        }

        return places;
    }

    /// <summary>Whether all of some jobs have lines.</summary>
    public bool AreThere(int offset, int count) => spans.AsSpan(offset, count).IndexOf(default(FileSpan)) < 0;

    /// <summary>The lines of some jobs, in the plan's order.</summary>
    public IEnumerable<FileSpan> Spans(int offset, int count) => spans.Skip(offset).Take(count);

    /// <summary>How many of some jobs failed.</summary>
    public int Failed(int offset, int count) => Enumerable.Range(offset, count).Count(job => failed[job]);
}
