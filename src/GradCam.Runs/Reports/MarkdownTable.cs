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
        bool isChecked = lines.Any(line => line.Checks is not null);
        string[] heads = [.. (string[])(layers ? ["network", "layer", "class"] : ["network", "class"]), .. (string[])(isChecked ? ["checked"] : [])];
        StringBuilder text = new();
        foreach (IGrouping<string?, ResultRecord> picture in lines.GroupBy(line => line.Image))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append("## ").Append(MarkdownText.Escape(picture.Key ?? "")).Append("\n\n");
            Row(text, [.. heads, .. kinds]);
            Row(text, [.. Enumerable.Repeat("---", heads.Length + kinds.Count)]);
            foreach (ResultRecord line in picture)
            {
                string[] layer = layers ? [MarkdownText.Escape(line.Layer ?? "")] : [];
                string[] found = isChecked ? [CheckCell(line)] : [];
                Row(text, [MarkdownText.Escape(line.Network), .. layer, ClassCell(line), .. found, .. kinds.Select(kind => PictureCell(line, kind, linkPrefix))]);
            }
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string ClassCell(ResultRecord line) => line.Error is { } error
        ? $"failed: {MarkdownText.Escape(error)}"
        : string.Create(CultureInfo.InvariantCulture, $"{MarkdownText.Escape(line.ClassName ?? "")} ({100 * line.Probability:0.0} %)");

    private static string CheckCell(ResultRecord line) =>
        MarkdownText.Escape(ResultChecks.ReasonsOf(line) is { Length: > 0 } reasons ? $"{ResultChecks.WordOf(line)} ({reasons})" : ResultChecks.WordOf(line));

    private static string PictureCell(ResultRecord line, string kind, string linkPrefix) => line.Files.TryGetValue(kind, out string? file)
        ? $"![{MarkdownText.Escape(string.Join(", ", ((string?[])[line.Image, line.Network, line.Parts is null ? null : line.Layer, line.Parts is null ? null : line.ClassName, kind]).OfType<string>()))}]({linkPrefix}{RelativeLink.Of(file)})"
        : "";
}
