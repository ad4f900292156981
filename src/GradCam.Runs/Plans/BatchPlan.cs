using GradCam.Files;

namespace GradCam.Runs;

/// <summary>
/// What a batch run does, in order: network by network, so that each is loaded once, and within a network in the list's order, cut into batches
/// by position. The same list gives the same cuts, which a resumed run relies on.
/// </summary>
internal sealed class BatchPlan
{
    private BatchPlan(BatchJob[] jobs, int batch)
    {
        if (batch < 1)
        {
            throw new UsageException($"a batch of {batch} pictures is not possible: give 1 or more");
        }

        Jobs = jobs;
        Batches = Cut(jobs, batch);
        Largest = batch;
    }

    /// <summary>Every job, in the order of the results' lines.</summary>
    internal IReadOnlyList<BatchJob> Jobs { get; }

    /// <summary>The cuts: ranges of <see cref="Jobs"/>, one after the other; within one, network and layers are the same.</summary>
    internal IReadOnlyList<Range> Batches { get; }

    /// <summary>The networks that are used, with their checkpoints, each once and in order.</summary>
    public IReadOnlyList<NetworkChoice> Networks => [.. Jobs.Select(job => job.Choice).Distinct()];

    /// <summary>How many pictures a cut may hold, 1 or more.</summary>
    public int Largest { get; }

    /// <summary>
    /// Makes the plan and refuses it where two jobs would write the same files. Rows that ask for other classes of one picture, with the same network,
    /// weights and layers, are one job.
    /// </summary>
    /// <param name="pictures">The pictures, in order.</param>
    /// <param name="defaults">What empty cells take.</param>
    /// <param name="batch">How many pictures go through a network at once, 1 or more.</param>
    /// <exception cref="UsageException">No network is named or a name is no network's, a row's weights fit no one network, default weights are used by no row, two jobs
    /// would write the same name, rows of one picture say that it shows different things, or one would write into a folder that the run keeps for itself.</exception>
    public static BatchPlan Make(IReadOnlyList<ListedPicture> pictures, BatchDefaults defaults, int batch)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ArgumentNullException.ThrowIfNull(defaults);
        // In the order in which the networks come first.
        OrderedDictionary<NetworkChoice, List<BatchJob>> groups = [];
        foreach (ListedPicture picture in pictures)
        {
            foreach (NetworkChoice choice in ChoicesOf(picture, defaults))
            {
                if (!groups.TryGetValue(choice, out List<BatchJob>? group))
                {
                    groups[choice] = group = new List<BatchJob>(pictures.Count);
                }

                group.Add(new BatchJob(picture, choice, picture.Layers ?? defaults.Layers, picture.Targets ?? defaults.Targets));
            }
        }

        List<BatchJob>[] merged = [.. groups.Values.Select(Merged)];
        BatchJob[] jobs = merged is [var only] ? [.. only] : [.. merged.SelectMany(group => group)];
        RefuseCollisions(jobs);
        RefuseUnusedWeights(jobs, defaults.Networks);
        return new BatchPlan(jobs, batch);
    }

    /// <summary>The same jobs with other cuts.</summary>
    /// <param name="batch">How many pictures go through a network at once, 1 or more.</param>
    /// <exception cref="UsageException">The batch is less than 1.</exception>
    public BatchPlan CutInto(int batch) => new([.. Jobs], batch);

    /// <summary>A part of the batches, cut as they are: never a part of the list, since another make-up of a batch changes the last bits.</summary>
    /// <param name="batches">Which batches.</param>
    internal BatchPlan Part(Range batches)
    {
        (int offset, int length) = batches.GetOffsetAndLength(Batches.Count);
        return new BatchPlan(length == 0 ? [] : [.. Jobs.Take(Batches[offset].Start.Value..Batches[offset + length - 1].End.Value)], Largest);
    }

    /// <summary>A plan of jobs that were planned before, or of a part of them.</summary>
    /// <param name="jobs">The jobs, from a batch's first one on.</param>
    /// <param name="batch">How many pictures a cut may hold, 1 or more.</param>
    internal static BatchPlan Of(BatchJob[] jobs, int batch) => new(jobs, batch);

    private static IEnumerable<NetworkChoice> ChoicesOf(ListedPicture picture, BatchDefaults defaults)
    {
        if (picture.WeightPath is { } path && NetworkChoice.OfModel(path) is { } model)
        {
            return picture.Network is null
                ? [model]
                : throw new UsageException($"{ShownText.Of(picture.Name)}: {ShownText.Of(path)} is an ONNX model, which says itself what its network is: {ShownText.Of(picture.Network)} cannot be asked of it");
        }

        if (picture.Network is { } network)
        {
            string? weights = picture.WeightPath ?? defaults.Networks.FirstOrDefault(choice => IsSame(choice, new NetworkChoice(network, null)))?.WeightPath;
            return [new NetworkChoice(network, weights)];
        }

        return (defaults.Networks, picture.WeightPath) switch
        {
            ({ Count: 0 }, _) => throw new UsageException($"{ShownText.Of(picture.Name)}: no network is named for it, neither in its row nor for the run"),
            (var networks, null) => networks,
            ([{ IsModel: false } only], var weights) => [only with { WeightPath = weights }],
            _ => throw new UsageException(
                $"{ShownText.Of(picture.Name)}: its weight_path could belong to any of {defaults.Networks.Count} networks; name the network in its row"),
        };
    }

    /// <summary>Jobs whose rows ask for other classes of one picture are one; most lists have none, and are not grouped to find that out.</summary>
    private static List<BatchJob> Merged(List<BatchJob> jobs) => JobNames.AreDistinct(jobs, TellKey) ? jobs : [.. jobs.GroupBy(KeyOf).SelectMany(Merge)];

    private static void TellKey(BatchJob job, JobNames names)
    {
        (string start, string end) = job.Picture.PathParts;
        names.Add(start);
        names.Add(end);
        names.Add("\n");
        names.Add(job.Picture.Name);
        foreach (string layer in job.Layers)
        {
            names.Add("\n");
            names.Add(layer);
        }
    }

    private static string KeyOf(BatchJob job) => string.Join('\n', [job.Picture.Path, job.Picture.Name, .. job.Layers]);

    private static IEnumerable<BatchJob> Merge(IEnumerable<BatchJob> rows)
    {
        BatchJob[] jobs = [.. rows];
        Target[] targets = [.. jobs.SelectMany(job => job.Targets)];
        if (jobs.Length == 1 || targets.Distinct().Count() < targets.Length)
        {
            // Rows that ask the same twice write the same files twice, which is refused as any two pictures are.
            return jobs;
        }

        string[] truths = [.. jobs.Select(job => job.Picture.Truth).OfType<string>().Distinct()];
        return truths.Length > 1
            ? throw new UsageException($"{ShownText.Of(jobs[0].Picture.Path)}: its rows say that it shows {string.Join(" and ", truths.Select(ShownText.Of))}; give it one truth")
            : [jobs[0] with { Targets = targets, Picture = jobs[0].Picture with { Truth = truths is [var only] ? only : null } }];
    }

    private static bool IsSame(NetworkChoice network, NetworkChoice other) => network.IsModel == other.IsModel && network.Name == other.Name;

    private static void RefuseUnusedWeights(BatchJob[] jobs, IReadOnlyList<NetworkChoice> networks)
    {
        // Left alone, pictures would be explained with the published weights instead, and nobody would know.
        foreach (NetworkChoice choice in networks.Where(choice => choice.WeightPath is not null))
        {
            if (!jobs.Any(job => job.Choice == choice || (job.Choice.WeightPath == choice.WeightPath && IsSame(job.Choice, choice))))
            {
                throw new UsageException(
                    $"{ShownText.Of(choice.WeightPath!)}: no picture uses these weights of {choice.Network}, since every row names another network or its own weights; "
                    + "name the network that they belong to, or leave them out");
            }
        }
    }

    private static void RefuseCollisions(BatchJob[] jobs)
    {
        foreach (BatchJob job in jobs)
        {
            if (OwnFolders.Of(job.Picture.Name) is { } folder)
            {
                throw new UsageException(
                    $"{ShownText.Of(job.Picture.Path)}: its results would go into {folder}, which the run keeps for its own files; rename the picture's folder");
            }
        }

        // Without case, since two names that differ in case alone are one file on Windows and macOS.
        Dictionary<string, string> ends = jobs.Select(job => job.Choice.Network).Distinct().ToDictionary(network => network, network => ResultNames.Prefix("", network));
        if (JobNames.AreDistinct(jobs, (job, names) =>
        {
            names.AddUpper(job.Stem);
            names.AddUpper(ends[job.Choice.Network]);
        }))
        {
            return;
        }

        Dictionary<string, BatchJob> written = new(StringComparer.OrdinalIgnoreCase);
        foreach (BatchJob job in jobs)
        {
            string stem = job.OutputStem;
            if (!written.TryAdd(stem, job))
            {
                BatchJob other = written[stem];
                throw new UsageException(
                    $"{ShownText.Of(other.Picture.Path)} and {ShownText.Of(job.Picture.Path)} would both write "
                    + $"{ShownText.Of(stem)}-…; rename one, or give their common folder so that they keep their folders");
            }
        }
    }

    private static List<Range> Cut(BatchJob[] jobs, int batch)
    {
        List<Range> cuts = [];
        int start = 0;
        for (int i = 1; i <= jobs.Length; i++)
        {
            if (i == jobs.Length || i - start == batch || jobs[i].Choice != jobs[start].Choice || !jobs[i].Layers.SequenceEqual(jobs[start].Layers))
            {
                cuts.Add(start..i);
                start = i;
            }
        }

        return cuts;
    }
}
