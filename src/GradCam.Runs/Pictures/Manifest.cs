using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using GradCam.Files;

namespace GradCam.Runs;

/// <summary>Reads a batch's list of pictures from a CSV file.</summary>
internal static class Manifest
{
    private const char Between = ';';

    private static readonly string[] Columns = ["image", "network", "layer", "class_id", "weight_path", "truth"];

    /// <summary>
    /// Reads a manifest: a header line with <c>image</c> and any of <c>network,layer,class_id,weight_path,truth</c>, then a picture a line.
    /// Empty cells take the run's defaults. Relative paths start at the manifest's own folder. A picture goes by its path below that folder,
    /// or by its file name alone where it lies elsewhere. Whether the pictures exist is found out when they are read. <c>layer</c> and <c>class_id</c> may
    /// hold several words, parted by semicolons (names of classes have spaces and commas in them): dotted module names or <c>whole</c>, and what
    /// <see cref="Target.Parse"/> reads.
    /// </summary>
    /// <param name="path">The CSV file, UTF-8.</param>
    /// <exception cref="UsageException">The file cannot be read, a column is unknown or missing, or a cell cannot be understood.</exception>
    public static IReadOnlyList<ListedPicture> Read(string path)
    {
        try
        {
            using StreamReader text = new(path);
            using CsvReader csv = new(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim });
            return Rows(csv, path);
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            throw new UsageException($"{ShownText.Of(path)}: the manifest cannot be read ({FileFault.Reason(failure)})", failure);
        }
        catch (CsvHelperException failure)
        {
            throw new UsageException($"{ShownText.Of(path)}: line {failure.Context?.Parser?.RawRow ?? 1} is not CSV with as many cells as the first; quote cells that hold commas or quotes", failure);
        }
    }

    private static List<ListedPicture> Rows(CsvReader csv, string path)
    {
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header)
        {
            throw new UsageException($"{ShownText.Of(path)}: the manifest is empty; its first line must name the columns: {string.Join(',', Columns)}");
        }

        CheckHeader(header, path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        List<ListedPicture> pictures = [];
        SharedWords shared = new();
        while (csv.Read())
        {
            string image = Cell(csv, "image") ?? throw new UsageException(
                $"{ShownText.Of(path)}: line {csv.Parser.RawRow} names no image; fill the cell or take the line out");
            string full = FullPath(image, folder, csv, path);
            pictures.Add(new ListedPicture(
                full,
                NameOf(full, folder),
                shared.Of(Cell(csv, "network")),
                Words(csv, "layer", path),
                Targets(csv, path),
                Cell(csv, "weight_path") is { } weights ? FullPath(weights, folder, csv, path) : null,
                shared.Of(Cell(csv, "truth")),
                csv.Parser.RawRow));
        }

        return pictures.Count > 0 ? pictures : throw new UsageException($"{ShownText.Of(path)}: the manifest lists no picture; add a line for each");
    }

    private static void CheckHeader(string[] header, string path)
    {
        foreach (string column in header)
        {
            if (!Columns.Contains(column))
            {
                throw new UsageException(
                    $"{ShownText.Of(path)}: unknown column {ShownText.Of(column)}{NameAdvice.For(column, Columns)}; known are {string.Join(", ", Columns)}");
            }
        }

        if (header.Distinct().Count() != header.Length || !header.Contains("image"))
        {
            throw new UsageException($"{ShownText.Of(path)}: the first line must name the column image, and each column once");
        }
    }

    private static string FullPath(string cell, string folder, CsvReader csv, string path)
    {
        try
        {
            return Path.GetFullPath(cell, folder);
        }
        catch (ArgumentException failure)
        {
            throw new UsageException($"{ShownText.Of(path)}: line {csv.Parser.RawRow}: {ShownText.Of(cell)} cannot be a file's path; mend the cell", failure);
        }
    }

    private static string NameOf(string full, string folder)
    {
        string relative = RelativePath.Of(folder, full);
        return RelativePath.StaysWithin(relative) ? relative : Path.GetFileName(full);
    }

    private static Target[]? Targets(CsvReader csv, string path)
    {
        Target[]? targets = Words(csv, "class_id", path)?.Select(Target.Parse).ToArray();
        return targets?.FirstOrDefault(target => target.ClassId < 0) is { } negative
            ? throw new UsageException($"{ShownText.Of(path)}: line {csv.Parser.RawRow}: the class_id {negative} is not a number from 0 up")
            : targets;
    }

    private static string[]? Words(CsvReader csv, string column, string path)
    {
        string[]? words = Cell(csv, column)?.Split(Between, StringSplitOptions.TrimEntries);
        return words is not null && words.Contains(string.Empty)
            ? throw new UsageException($"{ShownText.Of(path)}: line {csv.Parser.RawRow}: {column} holds an empty name; part names by single semicolons")
            : words;
    }

    private static string? Cell(CsvReader csv, string column) =>
        csv.HeaderRecord!.Contains(column) && csv.GetField(column) is { } cell && !string.IsNullOrWhiteSpace(cell) ? cell : null;
}
