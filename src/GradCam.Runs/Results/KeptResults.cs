using GradCam.Files;

namespace GradCam.Runs;

/// <summary>What a run takes over from an earlier one: the lines of whole batches whose files are there and whose pictures are what they were.</summary>
/// <param name="Written">The lines as they stand in the file, in the plan's order.</param>
/// <param name="Batches">The places of those batches in the plan.</param>
internal sealed record KeptResults(IReadOnlyList<WrittenLine> Written, IReadOnlySet<int> Batches)
{
    /// <summary>What the lines say.</summary>
    public IReadOnlyList<ResultRecord> Lines { get; } = [.. Written.Select(written => written.Line)];

    /// <summary>Whether they are the plan's first batches, so that what follows comes behind them.</summary>
    public bool AreFirst { get; } = Batches.Count == 0 || Batches.Max() == Batches.Count - 1;

    /// <summary>Every line, of a run that is not gone on with.</summary>
    public static KeptResults All(IReadOnlyList<WrittenLine> written) => new(written, new HashSet<int>());

    /// <summary>What a plan can take over.</summary>
    /// <param name="written">The earlier run's lines, in any order.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="changed">The sources whose content has changed.</param>
    public static KeptResults Of(IReadOnlyList<WrittenLine> written, BatchPlan plan, string folder, IReadOnlySet<string> changed)
    {
        IReadOnlyList<WrittenLine>[] places = InPlaces(written, plan);
        List<WrittenLine> kept = [];
        HashSet<int> batches = [];
        foreach ((int batch, Range jobs) in plan.Batches.Index())
        {
            (int offset, int length) = jobs.GetOffsetAndLength(places.Length);
            if (Enumerable.Range(offset, length).All(i => places[i].Count > 0 && places[i].All(line => IsOf(line.Line, plan.Jobs[i], folder, changed))))
            {
                kept.AddRange(places[jobs].SelectMany(lines => lines));
                batches.Add(batch);
            }
        }

        return new KeptResults(kept, batches);
    }

    /// <summary>Deletes the files of lines that were not kept: a picture of other content may have other classes, whose files have other names.</summary>
    /// <param name="written">All lines.</param>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="IOException">A file cannot be deleted.</exception>
    public void DeleteFilesOfOthers(IReadOnlyList<WrittenLine> written, string folder)
    {
        HashSet<string> wanted = [.. Lines.SelectMany(line => line.Files.Values)];
        foreach (string file in written.SelectMany(line => line.Line.Files.Values).Where(file => !wanted.Contains(file)).Select(file => RelativePath.Resolve(folder, file)).Where(File.Exists))
        {
            File.Delete(file);
        }
    }

    /// <summary>Lines in the plan's order; what is not the plan's is left out.</summary>
    public static IReadOnlyList<WrittenLine> Ordered(IReadOnlyList<WrittenLine> written, BatchPlan plan) => [.. InPlaces(written, plan).SelectMany(lines => lines)];

    /// <summary>The lines of each job; none where not all of them are there.</summary>
    private static IReadOnlyList<WrittenLine>[] InPlaces(IReadOnlyList<WrittenLine> written, BatchPlan plan)
    {
        // No two jobs share picture and network: they would write the same files.
        ILookup<(string?, string), WrittenLine> lines = written.ToLookup(line => (line.Line.Image, line.Line.Network));
        return [.. plan.Jobs.Select(job => ResultParts.Whole(lines[(job.Picture.Name, job.Choice.Network)]))];
    }

    private static bool IsOf(ResultRecord line, BatchJob job, string folder, IReadOnlySet<string> changed) =>
        line.Schema == ResultsReader.Schema
        && line.Source == job.SourceFrom(folder)
        && !changed.Contains(line.Source)
        && line.Files.Values.All(file => File.Exists(RelativePath.Resolve(folder, file)));
}
