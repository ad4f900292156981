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
        string file = Path.Combine(folder, ResultsReader.FileName);
        if (!File.Exists(file))
        {
            throw new UsageException($"{ShownText.Of(folder)}: holds no {FileName}; give the --output-dir of a batch run.");
        }

        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return [.. WholeLines(stream).Select(line => line.Line)];
    }

    /// <summary>The whole lines of a results file, each with the position just behind it.</summary>
    internal static IReadOnlyList<(ResultLine Line, long End)> WholeLines(FileStream file)
    {
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        List<(ResultLine, long)> lines = [];
        int start = 0;
        for (int end; (end = Array.IndexOf(bytes, (byte)'\n', start)) >= 0; start = end + 1)
        {
            try
            {
                ResultLine line = JsonSerializer.Deserialize<ResultLine>(bytes.AsSpan(start, end - start), RunJson.Line) ?? throw new JsonException("null");
                if (line.Files is null || !line.Files.Values.All(RelativePath.StaysWithin))
                {
                    throw new UsageException(
                        $"{ShownText.Of(file.Name)}: line {lines.Count + 1} names a file outside the folder, which no run writes. Give another --output-dir.");
                }

                lines.Add((line, end + 1));
            }
            catch (JsonException failure)
            {
                throw new UsageException(
                    $"{ShownText.Of(file.Name)}: line {lines.Count + 1} is not a result; the file was changed since it was written. Give another --output-dir.", failure);
            }
        }

        return lines;
    }
}
