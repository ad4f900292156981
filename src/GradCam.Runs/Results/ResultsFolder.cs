using GradCam.Files;

namespace GradCam.Runs;

/// <summary>
/// A batch run's folder: <c>run.json</c> and <c>pictures.jsonl</c> first, then pictures and <c>results.jsonl</c> as the run goes. A batch's lines are
/// written after its pictures, so what has lines has pictures, and what was begun without lines is computed again.
/// </summary>
internal sealed class ResultsFolder : IResultsStore, IDisposable
{
    private readonly DraftFolder drafts;
    private readonly ResultLog log;
    private readonly KeptResults kept;
    private readonly PackedRun? packed;

    private ResultsFolder(string path, DraftFolder drafts, ResultLog log, KeptResults kept, int changed, PackedRun? packed = null)
    {
        Path = path;
        this.drafts = drafts;
        this.log = log;
        this.kept = kept;
        this.packed = packed;
        Changed = changed;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The lines that an earlier run left whole, in the plan's order; read from the folder each time they are asked for, one after another.</summary>
    /// <exception cref="UsageException">Thrown while they are read: a line is not a result or names files outside the folder.</exception>
    public IEnumerable<ResultRecord> Done => DoneLines.Select(line => line.Line);

    /// <summary>The same, with their places in the file.</summary>
    internal IEnumerable<WrittenLine> DoneLines => ResultsReader.Stream(Path).TakeWhile(line => line.End <= kept.Length);

    /// <summary>How many pictures have another content than the run that is resumed found; what it computed of them is not among <see cref="Done"/>.</summary>
    public int Changed { get; }

    /// <summary>Opens a folder for a run, and keeps other runs out of it until it is disposed.</summary>
    /// <param name="path">The folder, made if missing.</param>
    /// <param name="plan">What the run does.</param>
    /// <param name="settings">The run's settings.</param>
    /// <param name="resume">Whether to go on with the run that the folder holds; where that has no result yet, a new one starts without this too.</param>
    /// <param name="cancellationToken">Ends the reading of pictures.</param>
    /// <exception cref="UsageException">The folder holds a run and is not to be resumed, or that run had other settings or pictures.</exception>
    /// <exception cref="OutputException">The folder cannot be written, or another run is writing there.</exception>
    internal static ResultsFolder Open(string path, BatchPlan plan, RunSettings settings, bool resume, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(settings);
        string settingsFile = System.IO.Path.Combine(path, RunSettings.FileName);
        string resultsFile = System.IO.Path.Combine(path, ResultsReader.FileName);
        bool hasResults = new FileInfo(resultsFile) is { Exists: true, Length: > 0 };
        if (!hasResults && Directory.Exists(System.IO.Path.Combine(path, OwnFolders.Shards)))
        {
            throw new UsageException($"{ShownText.Of(path)}: holds shards of a run that are not merged yet");
        }

        SourceList? earlier = null;
        if (File.Exists(settingsFile) && resume)
        {
            earlier = SourceList.Read(path);
            settings.RefuseOthers(File.ReadAllBytes(settingsFile), settingsFile, () => earlier?.DifferenceTo(plan, path));
        }
        else if (hasResults)
        {
            throw new UsageException(File.Exists(settingsFile)
                ? $"{ShownText.Of(path)}: already holds a run"
                : $"{ShownText.Of(path)}: holds results without their {RunSettings.FileName}");
        }

        return Lock(path, drafts =>
        {
            if (!hasResults)
            {
                drafts.Write(settingsFile, settings.ToJson());
            }

            SourceList sources = SourceList.Find(plan, path, hasResults ? earlier : null, cancellationToken);
            IReadOnlySet<string> changed = sources.ChangedSince(hasResults ? earlier : null);
            return With(path, drafts, FileMode.OpenOrCreate, log =>
            {
                var kept = KeptResults.Of(log.Read(), plan, path, changed);
                // In this order: lines without files are computed again, and a run that is killed before the list is written finds the pictures changed once more.
                kept.DeleteFilesOfOthers(log.Read, log.Length, path);
                PackedRun? packed = Packing.Of(settings, plan.Largest) is { } packing ? new PackedRun(packing, path, drafts, log) : null;
                Keep(kept.Spans, log, packed);
                drafts.Write(System.IO.Path.Combine(path, SourceList.FileName), sources.Write);
                return new ResultsFolder(path, drafts, log, kept with { Spans = [new FileSpan(0, log.Length)] }, changed.Count, packed);
            });
        });
    }

    /// <summary>Opens the folder of a run that wrote results before, to read them and to write beside them.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="UsageException">The folder holds no results.</exception>
    /// <exception cref="OutputException">The folder cannot be written, or a run is writing there.</exception>
    public static ResultsFolder Reopen(string path)
    {
        string resultsFile = System.IO.Path.Combine(path, ResultsReader.FileName);
        return File.Exists(resultsFile)
            ? Lock(path, drafts => With(path, drafts, FileMode.Open, log => new ResultsFolder(path, drafts, log, KeptResults.All(log.Length), 0)))
            : throw ResultsReader.NoResults(path);
    }

    /// <summary>Whether the lines of one of the plan's batches are among <see cref="Done"/>.</summary>
    /// <param name="batch">The batch's place in the plan, from 0 up.</param>
    public bool IsDone(int batch) => kept.Batches.Contains(batch);

    /// <summary>Writes a file whole or not at all; may be called from several threads.</summary>
    /// <param name="relative">Its path from the folder on, folders parted by <c>/</c>.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public void Write(string relative, ReadOnlyMemory<byte> content) => OutputWriting.Do(PathOf(relative), target => drafts.Write(target, content));

    /// <summary>The same for a file that is too large to be made in memory.</summary>
    /// <param name="relative">Its path from the folder on, folders parted by <c>/</c>.</param>
    /// <param name="content">Writes its content.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public void Write(string relative, Action<Stream> content) => OutputWriting.Do(PathOf(relative), target => drafts.Write(target, content));

    bool IResultsStore.IsPacked => packed is not null;

    int IResultsStore.Resumed => kept.Jobs;

    int IResultsStore.ResumedFailed => kept.Failed;

    void IResultsStore.Add(int batch, IReadOnlyList<JobDraft> drafts)
    {
        if (packed is not null)
        {
            Append(packed.Add(batch, drafts));
            return;
        }

        Parallel.ForEach(drafts.SelectMany(draft => draft.Files), Processors.All, file => Write(file.Key, file.Value()));
        Append(drafts.SelectMany(draft => draft.Records));
    }

    /// <summary>Adds a batch's lines, whose files have been written.</summary>
    /// <param name="batch">The lines, in the plan's order.</param>
    /// <exception cref="OutputException">The lines cannot be written.</exception>
    public void Append(IEnumerable<ResultRecord> batch) => OutputWriting.Do(PathOf(ResultsReader.FileName), _ => log.Append(batch));

    void IResultsStore.Finish(BatchPlan plan)
    {
        // Pictures that changed were computed again behind what was kept.
        if (!kept.AreFirst)
        {
            OutputWriting.Do(PathOf(ResultsReader.FileName), _ => Keep(KeptResults.Ordered(log.Read(), plan), log, packed));
        }
    }

    private static void Keep(IReadOnlyList<FileSpan> spans, ResultLog log, PackedRun? packed)
    {
        if (packed is null)
        {
            log.Keep(spans);
        }
        else
        {
            packed.Keep(spans);
        }
    }

    /// <summary>The whole path of a file of the folder.</summary>
    /// <param name="relative">Its path from the folder on, folders parted by <c>/</c>.</param>
    internal string PathOf(string relative) => RelativePath.Resolve(Path, relative);

    /// <summary>Lets other runs in, and removes what was only drafted.</summary>
    public void Dispose()
    {
        try
        {
            packed?.Dispose();
            log.Dispose();
        }
        finally
        {
            drafts.Dispose();
        }
    }

    /// <summary>Does work in a run's folder while no other run is there.</summary>
    /// <exception cref="OutputException">The folder cannot be written, or another run is writing there.</exception>
    internal static void Locked(string path, Action<DraftFolder> work) => Lock(path, drafts =>
    {
        work(drafts);
        return drafts;
    }).Dispose();

    /// <summary>Keeps other runs out of a folder; what is opened in it keeps the drafts, which are freed here where that fails.</summary>
    private static T Lock<T>(string path, Func<DraftFolder, T> open)
    {
        DraftFolder? drafts = null;
        try
        {
            drafts = DraftFolder.Open(System.IO.Path.Combine(path, OwnFolders.Drafts));
            return open(drafts);
        }
        catch (Exception failure)
        {
            drafts?.Dispose();
            if (FileFault.Is(failure))
            {
                throw OutputWriting.Unwritable(path, failure);
            }

            throw;
        }
    }

    private static ResultsFolder With(string path, DraftFolder drafts, FileMode mode, Func<ResultLog, ResultsFolder> open)
    {
        var log = ResultLog.Open(System.IO.Path.Combine(path, ResultsReader.FileName), drafts, mode);
        try
        {
            return open(log);
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }
}
