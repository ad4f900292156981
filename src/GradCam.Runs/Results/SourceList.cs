using System.IO.Hashing;
using System.Text.Json;

namespace GradCam.Runs;

/// <summary>
/// The pictures' files of a run, each once, in the plan's order: <c>pictures.jsonl</c> in the run's folder. A resumed run finds out with it
/// which pictures are not what they were.
/// </summary>
internal sealed class SourceList
{
    /// <summary>The file's name.</summary>
    public const string FileName = "pictures.jsonl";

    private const int MostNamed = 3;

    private readonly IReadOnlyList<SourceFile> files;
    private readonly Lazy<Dictionary<string, SourceFile>> bySource;

    private SourceList(IReadOnlyList<SourceFile> files)
    {
        this.files = files;
        bySource = new(() => files.DistinctBy(file => file.Source).ToDictionary(file => file.Source));
    }

    /// <summary>Reads the list of an earlier run; null where it left none.</summary>
    /// <exception cref="UsageException">A line is not a picture's.</exception>
    public static SourceList? Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        List<SourceFile> files = [];
        foreach (string line in File.ReadLines(path))
        {
            try
            {
                files.Add(JsonSerializer.Deserialize<SourceFile>(line, RunJson.Compact) ?? throw new JsonException("null"));
            }
            catch (JsonException failure)
            {
                throw new UsageException($"{ShownText.Of(path)}: line {files.Count + 1} is not a picture's; the file was changed since it was written", failure);
            }
        }

        return new SourceList(files);
    }

    /// <summary>Looks at the files of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="earlier">What an earlier run found: what it knows by size and time is not read again.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static SourceList Find(BatchPlan plan, string folder, SourceList? earlier, CancellationToken cancellationToken)
    {
        (string Source, ListedPicture Picture)[] wanted = SourcesOf(plan, folder);
        Dictionary<string, SourceFile> known = earlier?.bySource.Value ?? [];
        SourceFile[] found = new SourceFile[wanted.Length];
        Parallel.For(
            0,
            wanted.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            i => found[i] = SourceFile.Find(wanted[i].Picture, wanted[i].Source, known.GetValueOrDefault(wanted[i].Source)));
        return new SourceList(found);
    }

    /// <summary>Says which pictures a plan has that this list has not, and the other way round; null where they are the same.</summary>
    public string? DifferenceTo(BatchPlan plan, string folder)
    {
        HashSet<string> wanted = [.. SourcesOf(plan, folder).Select(file => file.Source)];
        string[] gone = [.. files.Select(file => file.Source).Where(source => !wanted.Contains(source))];
        string[] added = [.. wanted.Except(files.Select(file => file.Source))];
        string told = string.Join(", ", ((string[])[Named(gone, "gone"), Named(added, "new")]).Where(part => part.Length > 0));
        return told.Length > 0 ? told : null;
    }

    /// <summary>The files whose content is another one than in <paramref name="earlier"/>.</summary>
    public IReadOnlySet<string> ChangedSince(SourceList? earlier)
    {
        Dictionary<string, SourceFile> known = earlier?.bySource.Value ?? [];
        return files.Where(file => known.TryGetValue(file.Source, out SourceFile? before) && file.IsChangedSince(before)).Select(file => file.Source).ToHashSet();
    }

    /// <summary>Writes the list.</summary>
    public void Write(Stream stream)
    {
        foreach (SourceFile file in files)
        {
            JsonSerializer.Serialize(stream, file, RunJson.Compact);
            stream.WriteByte((byte)'\n');
        }
    }

    /// <summary>Copies the lines of a list that are not known yet.</summary>
    /// <param name="folder">The list's folder.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="known">Hashes of the lines that were copied; added to.</param>
    public static void Copy(string folder, Stream stream, HashSet<UInt128> known)
    {
        using FileStream file = new(Path.Combine(folder, FileName), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        foreach (ReadOnlyMemory<byte> line in WholeLines.Of(file, (text, _, _) => text))
        {
            if (known.Add(XxHash128.HashToUInt128(line.Span)))
            {
                stream.Write(line.Span);
                stream.WriteByte((byte)'\n');
            }
        }
    }

    private static (string Source, ListedPicture Picture)[] SourcesOf(BatchPlan plan, string folder) =>
        [.. plan.Jobs.Select(job => (Source: job.SourceFrom(folder), job.Picture)).DistinctBy(file => file.Source)];

    private static string Named(string[] sources, string what) => sources.Length == 0
        ? ""
        : $"{string.Join(", ", sources.Take(MostNamed).Select(ShownText.Of))}{(sources.Length > MostNamed ? $" and {sources.Length - MostNamed} more" : "")} {(sources.Length == 1 ? "is" : "are")} {what}";
}
