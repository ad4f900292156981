using System.Text.Json;
using GradCam.Files;

namespace GradCam.Runs;

/// <summary>Reads the results of a batch run back.</summary>
public static class ResultsReader
{
    /// <summary>The results' file in a run's folder.</summary>
    public const string FileName = "results.jsonl";

    /// <summary>Every whole line of a run's results, in their order; a half-written last line is left out.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="UsageException">The folder holds no results, or a line is not one or names files outside the folder.</exception>
    public static IReadOnlyList<ResultLine> Read(string folder)
    {
        string file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            throw NoResults(folder);
        }

        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return [.. WholeLines(stream).Select(line => line.Line)];
    }

    /// <summary>What is said of a folder without results.</summary>
    internal static UsageException NoResults(string folder) => new($"{ShownText.Of(folder)}: holds no {FileName}");

    /// <summary>The whole lines of a results file.</summary>
    internal static IReadOnlyList<WrittenLine> WholeLines(FileStream file)
    {
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        List<WrittenLine> lines = [];
        int start = 0;
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1)
        {
            ResultLine line = Parse(bytes.AsSpan(start, end - start), file.Name, lines.Count + 1);
            lines.Add(new WrittenLine(line, start, bytes.AsMemory(start, end + 1 - start)));
        }

        return lines;
    }

    private static ResultLine Parse(ReadOnlySpan<byte> text, string file, int number)
    {
        ResultLine line;
        try
        {
            line = JsonSerializer.Deserialize<ResultLine>(text, RunJson.Line) ?? throw new JsonException("null");
        }
        catch (JsonException failure)
        {
            throw new UsageException($"{ShownText.Of(file)}: line {number} is not a result; the file was changed since it was written", failure);
        }

        return line.Files is not null && line.Files.Values.All(RelativePath.StaysWithin)
            ? line
            : throw new UsageException($"{ShownText.Of(file)}: line {number} names a file outside the folder, which no run writes");
    }
}
