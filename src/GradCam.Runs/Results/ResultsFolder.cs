using System.Text.Json;
using GradCam.Files;

namespace GradCam.Runs;

/// <summary>
/// A batch run's folder: <c>run.json</c> first, then pictures and <c>results.jsonl</c> as the run goes. A batch's lines are written after its pictures,
/// so what has lines has pictures, and what was begun without lines is computed again.
/// </summary>
public sealed class ResultsFolder : IDisposable
{
    private const string SettingsFile = "run.json";

    private readonly DraftFolder drafts;
    private readonly FileStream lines;

    private ResultsFolder(string path, DraftFolder drafts, FileStream lines, IReadOnlyList<ResultLine> done, int batchesDone)
    {
        Path = path;
        this.drafts = drafts;
        this.lines = lines;
        Done = done;
        BatchesDone = batchesDone;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The lines that an earlier run left whole.</summary>
    public IReadOnlyList<ResultLine> Done { get; }

    /// <summary>How many of the plan's batches those lines are.</summary>
    public int BatchesDone { get; }

    /// <summary>Opens a folder for a run, and keeps other runs out of it until it is disposed.</summary>
    /// <param name="path">The folder, made if missing.</param>
    /// <param name="plan">What the run does.</param>
    /// <param name="settings">The run's settings.</param>
    /// <param name="resume">Whether to go on with the run that the folder holds; where that has no result yet, a new one starts either way.</param>
    /// <exception cref="UsageException">The folder holds a run and is not to be resumed, or that run had other settings.</exception>
    /// <exception cref="OutputException">The folder cannot be written, or another run is writing there.</exception>
    public static ResultsFolder Open(string path, BatchPlan plan, RunSettings settings, bool resume)
    {
        string settingsFile = System.IO.Path.Combine(path, SettingsFile);
        string resultsFile = System.IO.Path.Combine(path, ResultsReader.FileName);
        bool hasResults = new FileInfo(resultsFile) is { Exists: true, Length: > 0 };
        if (File.Exists(settingsFile) && resume)
        {
            settings.RefuseOthers(File.ReadAllBytes(settingsFile), settingsFile);
        }
        else if (hasResults)
        {
            throw new UsageException(File.Exists(settingsFile)
                ? $"{ShownText.Of(path)}: already holds a run; add --resume to finish it, or give another --output-dir."
                : $"{ShownText.Of(path)}: holds results without their {SettingsFile}; give another --output-dir.");
        }

        return Lock(path, drafts =>
        {
            if (!hasResults)
            {
                drafts.Write(settingsFile, settings.ToJson());
            }

            return With(path, drafts, FileMode.OpenOrCreate, lines => TakeWholeBatches(path, lines, plan));
        });
    }

    /// <summary>Opens the folder of a run that wrote results before, to read them and to write beside them.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="UsageException">The folder holds no results.</exception>
    /// <exception cref="OutputException">The folder cannot be written, or a run is writing there.</exception>
    public static ResultsFolder Reopen(string path)
    {
        string resultsFile = System.IO.Path.Combine(path, ResultsReader.FileName);
        if (!File.Exists(resultsFile))
        {
            throw new UsageException($"{ShownText.Of(path)}: holds no {ResultsReader.FileName}; give the --output-dir of a batch run.");
        }

        return Lock(path, drafts => With(path, drafts, FileMode.Open, lines => ([.. ResultsReader.WholeLines(lines).Select(line => line.Line)], 0)));
    }

    /// <summary>Writes a file whole or not at all; may be called from several threads.</summary>
    /// <param name="relative">Its path from the folder on, folders parted by <c>/</c>.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public void Write(string relative, ReadOnlyMemory<byte> content)
    {
        string target = TargetOf(relative);
        try
        {
            drafts.Write(target, content);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(target, failure);
        }
    }

    /// <summary>The same for a file that is too large to be made in memory.</summary>
    /// <param name="relative">Its path from the folder on, folders parted by <c>/</c>.</param>
    /// <param name="content">Writes its content.</param>
    /// <exception cref="OutputException">The file cannot be written.</exception>
    public void Write(string relative, Action<Stream> content)
    {
        string target = TargetOf(relative);
        try
        {
            drafts.Write(target, content);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(target, failure);
        }
    }

    /// <summary>Adds a batch's lines, whose files have been written.</summary>
    /// <param name="batch">The lines, in the plan's order.</param>
    /// <exception cref="OutputException">The lines cannot be written.</exception>
    public void Append(IEnumerable<ResultLine> batch)
    {
        using MemoryStream text = new();
        foreach (ResultLine line in batch)
        {
            JsonSerializer.Serialize(text, line, RunJson.Line);
            text.WriteByte((byte)'\n');
        }

        try
        {
            lines.Write(text.GetBuffer().AsSpan(0, (int)text.Length));
            lines.Flush();
        }
        catch (IOException failure)
        {
            throw Unwritable(lines.Name, failure);
        }
    }

    /// <summary>Lets other runs in, and removes what was only drafted.</summary>
    public void Dispose()
    {
        try
        {
            lines.Dispose();
        }
        finally
        {
            drafts.Dispose();
        }
    }

    private string TargetOf(string relative) => RelativePath.Resolve(Path, relative);

    private static ResultsFolder Lock(string path, Func<DraftFolder, ResultsFolder> open)
    {
        DraftFolder? drafts = null;
        try
        {
            drafts = DraftFolder.Open(path);
            return open(drafts);
        }
        catch (Exception failure)
        {
            drafts?.Dispose();
            if (failure is IOException or UnauthorizedAccessException)
            {
                throw new OutputException(
                    $"{ShownText.Of(path)}: cannot be written ({failure.Message}); end the run that writes there, or give another --output-dir.", failure);
            }

            throw;
        }
    }

    private static ResultsFolder With(
        string path, DraftFolder drafts, FileMode mode, Func<FileStream, (IReadOnlyList<ResultLine> Done, int Batches)> read)
    {
        // Without a buffer, since one that a full disk does not take would be tried again on disposal and hide the first failure.
        FileStream lines = new(System.IO.Path.Combine(path, ResultsReader.FileName), mode, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            (IReadOnlyList<ResultLine> done, int batches) = read(lines);
            return new ResultsFolder(path, drafts, lines, done, batches);
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    /// <summary>Keeps the lines of whole batches whose files are there, and cuts off what follows them.</summary>
    private static (IReadOnlyList<ResultLine> Done, int Batches) TakeWholeBatches(string folder, FileStream lines, BatchPlan plan)
    {
        IReadOnlyList<(ResultLine Line, long End)> written = ResultsReader.WholeLines(lines);
        int batches = 0, kept = 0;
        foreach (Range batch in plan.Batches)
        {
            int end = batch.End.Value;
            if (end > written.Count || !Enumerable.Range(kept, end - kept).All(i => IsOf(written[i].Line, plan.Jobs[i], folder)))
            {
                break;
            }

            kept = end;
            batches++;
        }

        long length = kept == 0 ? 0 : written[kept - 1].End;
        if (length < lines.Length)
        {
            lines.SetLength(length);
        }

        lines.Seek(0, SeekOrigin.End);
        return ([.. written.Take(kept).Select(line => line.Line)], batches);
    }

    private static bool IsOf(ResultLine line, BatchJob job, string folder) =>
        line.Image == job.Picture.Name
        && line.Source == job.SourceFrom(folder)
        && line.Network == job.Choice.Network
        && line.Files.Values.All(file => File.Exists(RelativePath.Resolve(folder, file)));

    private static OutputException Unwritable(string path, Exception failure) =>
        new($"{ShownText.Of(path)}: cannot be written ({failure.Message}); make room or give another --output-dir, then add --resume.", failure);
}
