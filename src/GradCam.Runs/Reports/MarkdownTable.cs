using System.Globalization;
using System.Text;

namespace GradCam.Runs;

/// <summary>Result tables in Markdown: for each picture a table with a row a network (and layer and class, where there are several) and a column a kind of picture.</summary>
internal static class MarkdownTable
{
    /// <summary>Writes the tables.</summary>
    /// <param name="lines">The results, in any order; pictures stand in the order in which they first come.</param>
    /// <param name="linkPrefix">What leads from the table's file to the results' folder, such as <c>results/</c>; default nothing.</param>
    public static string Of(IReadOnlyList<ResultRecord> lines, string linkPrefix = "")
    {
        IReadOnlyList<string> kinds = MethodPictures.Keys(lines);
        bool layers = lines.GroupBy(line => (line.Image, line.Network)).Any(picture => picture.Select(line => line.Layer).Distinct().Skip(1).Any());
        string[] heads = layers ? ["network", "layer", "class"] : ["network", "class"];
        StringBuilder text = new();
        foreach (IGrouping<string?, ResultRecord> picture in lines.GroupBy(line => line.Image))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append("## ").Append(MarkdownText.Escape(picture.Key ?? "")).Append("\n\n");
            Row(text, [.. heads, .. kinds]);
            Row(text, [.. Enumerable.Repeat("---", heads.Length + kinds.Count)]);
            foreach (ResultRecord line in picture)
            {
                string[] layer = layers ? [MarkdownText.Escape(line.Layer ?? "")] : [];
                Row(text, [MarkdownText.Escape(line.Network), .. layer, ClassCell(line), .. kinds.Select(kind => PictureCell(line, kind, linkPrefix))]);
            }

            AppendRemarks(text, picture);
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>What should be known before the maps are believed: below the table, since a cell would hide the pictures' columns.</summary>
    private static void AppendRemarks(StringBuilder text, IEnumerable<ResultRecord> lines)
    {
        string[] remarks = [.. lines
            .SelectMany(line => ResultRemarks.Of(line).Select(remark => $"Warning: {remark}").Concat(line.Gaps?.Select(GapText.Of) ?? []).Select(remark => $"{line.Network}, {line.ClassName}: {remark}"))
            .Distinct()];
        text.Append(remarks.Length > 0 ? "\n" : "");
        foreach (string remark in remarks)
        {
            text.Append("- ").Append(MarkdownText.Escape(remark)).Append('\n');
        }
    }

    private static string ClassCell(ResultRecord line) => line.Error is { } error
        ? $"failed: {MarkdownText.Escape(error)}"
        : string.Create(CultureInfo.InvariantCulture, $"{MarkdownText.Escape(line.ClassName ?? "")} ({100 * line.Probability:0.0} %)");

    private static string PictureCell(ResultRecord line, string kind, string linkPrefix) => line.Files.TryGetValue(kind, out string? file)
        ? $"![{MarkdownText.Escape(string.Join(", ", ((string?[])[line.Image, line.Network, line.Parts is null ? null : line.Layer, line.Parts is null ? null : line.ClassName, kind]).OfType<string>()))}]({linkPrefix}{RelativeLink.Of(file)})"
        : "";
}
