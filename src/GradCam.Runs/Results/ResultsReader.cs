using System.Text.Json;
using GradCam.Files;
using GradCam.Rendering;

namespace GradCam.Runs;

/// <summary>Reads the results of a batch run back.</summary>
public static class ResultsReader
{
    /// <summary>The results' file in a run's folder.</summary>
    public const string FileName = "results.jsonl";

    /// <summary>The form of results that is written. The first one, which no number tells, can be read too.</summary>
    internal const int Schema = 2;

    /// <summary>Every whole line of a run's results, in their order; a half-written last line is left out.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="UsageException">The folder holds no results, or a line is not one or names files outside the folder.</exception>
    public static IReadOnlyList<ResultRecord> Read(string folder) => [.. Stream(folder).Select(line => line.Line)];

    /// <summary>The same, read as they are asked for.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="UsageException">The folder holds no results, or a line is not one or names files outside the folder.</exception>
    internal static IEnumerable<WrittenLine> Stream(string folder)
    {
        string file = Path.Combine(folder, FileName);
        return File.Exists(file) ? StreamFile(file) : throw NoResults(folder);
    }

    /// <summary>What is said of a folder without results.</summary>
    internal static UsageException NoResults(string folder) => new($"{ShownText.Of(folder)}: holds no {FileName}");

    /// <summary>The whole lines of a results file, from the stream's place on.</summary>
    /// <param name="file">The file.</param>
    /// <param name="end">Where to end. Default: the file's own end.</param>
    internal static IEnumerable<WrittenLine> Lines(FileStream file, long? end = null) =>
        WholeLines.Of(file, (text, start, number) => new WrittenLine(Parse(text.Span, file.Name, number), start, text.Length + 1), end);

    private static IEnumerable<WrittenLine> StreamFile(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        foreach (WrittenLine line in Lines(stream))
        {
            yield return line;
        }
    }

    /// <summary>A line without its line feed.</summary>
    /// <param name="text">The line.</param>
    /// <param name="file">Its file, for the message.</param>
    /// <param name="number">Its number, for the message; null where it is not known.</param>
    /// <exception cref="UsageException">It is not a result, or names files outside the folder.</exception>
    internal static ResultRecord Parse(ReadOnlySpan<byte> text, string file, int? number)
    {
        string place = number is null ? "a line" : $"line {number}";
        ResultRecord line;
        try
        {
            int schema = SchemaOf(text);
            line = schema > Schema
                ? throw new UsageException($"{ShownText.Of(file)}: {place} has form {schema}, which only a later version can read")
                : Whole(ResultJson.DecodeLine(text), schema);
        }
        catch (JsonException failure)
        {
            throw new UsageException($"{ShownText.Of(file)}: {place} is not a result; the file was changed since it was written", failure);
        }

        return line.Files.Values.All(RelativePath.StaysWithin)
            ? line
            : throw new UsageException($"{ShownText.Of(file)}: {place} names a file outside the folder, which no run writes");
    }

    /// <summary>A line's form; lines of the first one do not tell it.</summary>
    private static int SchemaOf(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("schema"u8)
            && reader.Read() && reader.TryGetInt32(out int schema) ? schema : 1;
    }

    /// <summary>A line with all that every line has, in the present form: the first one told flat maps by the pictures that show them.</summary>
    private static ResultRecord Whole(ResultRecord line, int schema)
    {
        if (line.Image is null || line.Source is null || line.Network is null)
        {
            throw new JsonException("no picture, no source or no network");
        }

        IReadOnlyList<string> flat = line.Flat ?? [];
        return line with
        {
            Schema = schema,
            TopFive = line.TopFive ?? [],
            Files = line.Files ?? new Dictionary<string, string>(),
            Flat = schema == Schema ? flat : [.. flat.Select(key => PictureCatalog.Six.FirstOrDefault(kind => kind.Key == key)?.Methods[0] ?? key)],
        };
    }
}
