using System.Text.Json;
using GradCam.Files;

namespace GradCam.Runs;

/// <summary>
/// One shard of a run while a process works on it. Pictures go to their final names in the run's folder, by renaming; lines go to a file of the attempt's
/// own, and a mark behind each batch's lines. So two processes at one shard cost time and nothing else.
/// </summary>
internal sealed class ShardFolder : IResultsStore, IDisposable
{
    private readonly DraftFolder drafts;
    private readonly ShardClaim claim;
    private readonly MarkedBatches earlier;
    private readonly FileStream results, marks;
    private readonly ResultPacker? packer;
    private readonly int firstBatch;

    private ShardFolder(string path, DraftFolder drafts, ShardClaim claim, MarkedBatches earlier, int changed, FileStream results, FileStream marks, ResultPacker? packer, int firstBatch)
    {
        Path = path;
        this.drafts = drafts;
        this.claim = claim;
        this.earlier = earlier;
        Changed = changed;
        this.results = results;
        this.marks = marks;
        this.packer = packer;
        this.firstBatch = firstBatch;
    }

    /// <summary>The run's folder.</summary>
    public string Path { get; }

    /// <summary>The attempt's number, from 1 up.</summary>
    public int Attempt => claim.Attempt;

    /// <summary>How many pictures have another content than an earlier attempt found.</summary>
    public int Changed { get; }

    /// <summary>Cancelled when another process has begun on this shard after this one.</summary>
    public CancellationToken Taken => claim.Taken;

    /// <summary>Whether files are packed.</summary>
    public bool IsPacked => packer is not null;

    /// <summary>How many jobs earlier attempts have done.</summary>
    public int Resumed => earlier.Jobs;

    /// <summary>How many of these failed.</summary>
    public int ResumedFailed => earlier.Failed;

    /// <summary>Opens a shard for an attempt.</summary>
    /// <param name="path">The run's folder, made if missing.</param>
    /// <param name="plan">What the shard does.</param>
    /// <param name="call">The call that works on it, without what says which shard; for people who look for what is missing.</param>
    /// <param name="resume">Whether to go on with what earlier attempts left.</param>
    /// <param name="job">The engine's job; null where no engine tells.</param>
    /// <param name="cancellationToken">Ends the reading of pictures.</param>
    /// <exception cref="UsageException">The folder holds another run, shards of another number, or an attempt that is not to be resumed or had other settings.</exception>
    /// <exception cref="OutputException">The folder cannot be written.</exception>
    public static ShardFolder Open(string path, ShardPlan plan, IReadOnlyList<string> call, bool resume, string? job, CancellationToken cancellationToken)
    {
        ShardFiles files = new(path, plan.Shard);
        RefuseOthers(path, plan.Shard, files, resume);
        RefuseOtherSettings(path, plan.Settings);
        DraftFolder? drafts = null;
        ShardClaim? claim = null;
        try
        {
            Directory.CreateDirectory(files.Folder);
            claim = ShardClaim.Take(files, attempt => drafts = DraftFolder.Open(files.Drafts(attempt)), job);
            drafts!.Write(files.Settings, plan.Settings.ToJson());
            drafts.Write(files.Facts, JsonSerializer.SerializeToUtf8Bytes(plan.Facts(call), RunJson.Compact));
            SourceList? known = SourceList.Read(files.Folder);
            var sources = SourceList.Find(plan.Part, path, known, cancellationToken);
            IReadOnlySet<string> changed = sources.ChangedSince(known);
            MarkedBatches marked = Kept(files, plan.Part, path, changed);
            drafts.Write(System.IO.Path.Combine(files.Folder, SourceList.FileName), sources.Write);
            int attempt = claim.Attempt;
            ResultPacker? packer = Packing.Of(plan.Settings, plan.Part.Largest) is { } packing ? new ResultPacker(packing, _ => files.Packed(attempt)) : null;
            return new ShardFolder(path, drafts, claim, marked, changed.Count, Append(files.Results(attempt)), Append(files.Marks(attempt)), packer, plan.FirstBatch);
        }
        catch (Exception failure)
        {
            claim?.Dispose();
            drafts?.Dispose();
            if (FileFault.Is(failure))
            {
                throw new OutputException($"{ShownText.Of(files.Folder)}: cannot be written ({FileFault.Reason(failure, files.Folder)})", failure);
            }

            throw;
        }
    }

    /// <summary>Whether a batch's results are there from earlier attempts.</summary>
    public bool IsDone(int batch) => earlier.Find(batch) is not null;

    /// <summary>Adds a batch: its files, its lines, then its mark.</summary>
    public void Add(int batch, IReadOnlyList<JobDraft> jobs)
    {
        IEnumerable<ResultRecord> lines = packer?.Add(firstBatch + batch, jobs) ?? WriteFiles(jobs);
        OutputWriting.Do(results.Name, _ =>
        {
            long start = results.Position;
            ResultLines.Write(results, lines);
            ResultLines.WriteLine(marks, JsonSerializer.SerializeToUtf8Bytes(
                new BatchMark { Batch = batch, Start = start, End = results.Position, Jobs = jobs.Count, Failed = jobs.Count(job => job.Records[0].Error is not null) }, RunJson.Compact));
        });
        claim.Done(jobs.Count);
    }

    /// <summary>Nothing is left to do: every mark stands for itself.</summary>
    public void Finish(BatchPlan plan)
    {
    }

    /// <summary>Ends the attempt.</summary>
    public void Dispose()
    {
        results.Dispose();
        marks.Dispose();
        packer?.Dispose();
        claim.Dispose();
        drafts.Dispose();
    }

    /// <summary>Refuses settings that are not those of the shards that have results; a run that broke before its first result gives way to another.</summary>
    /// <param name="path">The run's folder.</param>
    /// <param name="settings">The settings.</param>
    /// <exception cref="UsageException">They are others.</exception>
    public static void RefuseOtherSettings(string path, RunSettings settings)
    {
        ShardFiles? known = ShardFiles.Of(path).Select(shard => new ShardFiles(path, shard)).FirstOrDefault(files => File.Exists(files.Settings) && MarkedBatches.Read(files).Jobs > 0);
        if (known is not null)
        {
            settings.RefuseOthers(File.ReadAllBytes(known.Settings), known.Settings);
        }
    }

    private static void RefuseOthers(string path, Shard shard, ShardFiles files, bool resume)
    {
        IReadOnlyList<Shard> there = ShardFiles.Of(path);
        if (there.Count == 0 && File.Exists(System.IO.Path.Combine(path, ResultsReader.FileName)))
        {
            throw new UsageException($"{ShownText.Of(path)}: already holds a run that is not one of shards");
        }

        if (there.FirstOrDefault(other => other.Count != shard.Count) is { Count: > 0 } other)
        {
            throw new UsageException($"{ShownText.Of(path)}: holds a run of {other.Count} shards, and {shard} is one of {shard.Count}");
        }

        if (!resume && files.Attempts().Count > 0 && MarkedBatches.Read(files).Jobs > 0)
        {
            throw new UsageException($"{ShownText.Of(path)}: already holds results of shard {shard}");
        }
    }

    private IEnumerable<ResultRecord> WriteFiles(IReadOnlyList<JobDraft> jobs)
    {
        Parallel.ForEach(
            jobs.SelectMany(job => job.Files),
            Processors.All,
            file => OutputWriting.Do(RelativePath.Resolve(Path, file.Key), target => drafts.Write(target, file.Value())));
        return jobs.SelectMany(job => job.Records);
    }

    /// <summary>What earlier attempts left whole: batches whose files are there and whose pictures are what they were.</summary>
    private static MarkedBatches Kept(ShardFiles files, BatchPlan plan, string path, IReadOnlySet<string> changed)
    {
        var marked = MarkedBatches.Read(files);
        foreach (int attempt in marked.Attempts.ToArray())
        {
            using FileStream file = new(files.Results(attempt), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            using ResultFiles packed = new(path, files.Packed(attempt));
            var places = JobPlaces.Of(ResultsReader.Lines(file), plan, (line, job) => KeptResults.IsKept(line, job, path, changed, packed));
            foreach (int batch in marked.Batches.Where(batch => marked.Find(batch)!.Value.Attempt == attempt).ToArray())
            {
                (int offset, int length) = batch < plan.Batches.Count ? plan.Batches[batch].GetOffsetAndLength(plan.Jobs.Count) : (0, 0);
                if (length == 0 || !places.AreThere(offset, length))
                {
                    marked.Drop(batch);
                }
            }

            if (changed.Count > 0)
            {
                DeleteFilesOf(file, changed, path);
            }
        }

        return marked;
    }

    /// <summary>A picture of other content may have other classes, whose files have other names.</summary>
    private static void DeleteFilesOf(FileStream file, IReadOnlySet<string> changed, string path)
    {
        file.Position = 0;
        foreach (WrittenLine line in ResultsReader.Lines(file).Where(line => line.Line.Packed is null && changed.Contains(line.Line.Source!)))
        {
            foreach (string name in line.Line.Files.Values)
            {
                File.Delete(RelativePath.Resolve(path, name));
            }
        }
    }

    // Without a buffer, since one that a full disk does not take would be tried again on disposal and hide the first failure.
    private static FileStream Append(string path) => new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}
