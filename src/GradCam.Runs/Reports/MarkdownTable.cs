using System.Globalization;

namespace GradCam.Runs;

/// <summary>
/// Result tables in Markdown: for each picture a table with a row a network (and layer and class, where there are several) and a column a kind of picture.
/// The first pictures stand in it; of the others it says that they are left out.
/// </summary>
/// <param name="mostPictures">How many pictures stand in it. Default: 5,000, of which the text has some megabytes.</param>
internal sealed class MarkdownTable(int mostPictures = MarkdownTable.MostPictures)
{
    private const int MostPictures = 5_000;

    private readonly Dictionary<string, List<ResultRecord>> pictures = [];
    private readonly List<string> order = [];
    private long leftOut;

    /// <summary>Adds results, in any order; pictures stand in the order in which they first come.</summary>
    public MarkdownTable With(IEnumerable<ResultRecord> lines)
    {
        foreach (ResultRecord line in lines)
        {
            Add(line);
        }

        return this;
    }

    /// <summary>Adds a result.</summary>
    public void Add(ResultRecord line)
    {
        string picture = line.Image ?? "";
        if (!pictures.TryGetValue(picture, out List<ResultRecord>? lines))
        {
            if (pictures.Count == mostPictures)
            {
                leftOut++;
                return;
            }

            pictures[picture] = lines = [];
            order.Add(picture);
        }

        lines.Add(line);
    }

    /// <summary>Writes the tables.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="linkPrefix">What leads from the table's file to the results' folder, such as <c>results/</c>; default nothing.</param>
    public void Write(TextWriter text, string linkPrefix = "")
    {
        IReadOnlyList<string> kinds = MethodPictures.Keys(pictures.Values.SelectMany(lines => lines));
        bool layers = pictures.Values.Any(lines => lines.GroupBy(line => line.Network).Any(network => network.Select(line => line.Layer).Distinct().Skip(1).Any()));
        bool isChecked = pictures.Values.Any(lines => lines.Any(line => line.Checks is not null));
        string[] layerHead = layers ? ["layer"] : [], checkHead = isChecked ? ["checked"] : [];
        string[] heads = ["network", .. layerHead, "class", .. checkHead];
        foreach ((int place, string picture) in order.Index())
        {
            text.Write($"{(place > 0 ? "\n" : "")}## {MarkdownText.Escape(picture)}\n\n");
            Row(text, [.. heads, .. kinds]);
            Row(text, [.. Enumerable.Repeat("---", heads.Length + kinds.Count)]);
            foreach (ResultRecord line in pictures[picture])
            {
                string[] layer = layers ? [MarkdownText.Escape(line.Layer ?? "")] : [];
                string[] found = isChecked ? [CheckCell(line)] : [];
                Row(text, [MarkdownText.Escape(line.Network), .. layer, ClassCell(line), .. found, .. kinds.Select(kind => PictureCell(line, kind, linkPrefix))]);
            }

            WriteRemarks(text, pictures[picture]);
        }

        if (leftOut > 0)
        {
            text.Write(FormattableString.Invariant($"\n## And more\n\nThe first {order.Count} pictures stand above; {leftOut} results of other pictures are left out. results.csv and results.parquet have all.\n"));
        }
    }

    private static void Row(TextWriter text, IEnumerable<string> cells) => text.Write($"| {string.Join(" | ", cells)} |\n");

    /// <summary>What should be known before the maps are believed: below the table, since a cell would hide the pictures' columns.</summary>
    private static void WriteRemarks(TextWriter text, IEnumerable<ResultRecord> lines)
    {
        string[] remarks = [.. lines
            .SelectMany(line => ResultRemarks.Of(line).Select(remark => $"Warning: {remark}").Concat(line.Gaps?.Select(GapText.Of) ?? []).Select(remark => $"{line.Network}, {line.ClassName}: {remark}"))
            .Distinct()];
        text.Write(remarks.Length > 0 ? "\n" : "");
        foreach (string remark in remarks)
        {
            text.Write($"- {MarkdownText.Escape(remark)}\n");
        }
    }

    private static string ClassCell(ResultRecord line) => line.Error is { } error
        ? $"failed: {MarkdownText.Escape(error)}"
        : string.Create(CultureInfo.InvariantCulture, $"{MarkdownText.Escape(line.ClassName ?? "")} ({100 * line.Probability:0.0} %)");

    private static string CheckCell(ResultRecord line) =>
        ResultChecks.ReasonsOf(line) is { Length: > 0 } reasons ? $"{ResultChecks.WordOf(line)} ({MarkdownText.Escape(reasons)})" : ResultChecks.WordOf(line);

    /// <summary>A packed picture, which no text can link to, is told by its archive and its name there.</summary>
    private static string PictureCell(ResultRecord line, string kind, string linkPrefix) => line.Files.TryGetValue(kind, out string? file)
        ? line.Packed is not null ? MarkdownText.Escape(file) : $"![{MarkdownText.Escape(string.Join(", ", ((string?[])[line.Image, line.Network, line.Parts is null ? null : line.Layer, line.Parts is null ? null : line.ClassName, kind]).OfType<string>()))}]({linkPrefix}{RelativeLink.Of(file)})"
        : "";
}
