using System.Globalization;
using System.Text;
using GradCam.Rendering;

namespace GradCam.Runs;

/// <summary>Result tables in Markdown: for each picture a table with a row a network and a column a kind of picture.</summary>
public static class MarkdownTable
{
    /// <summary>Writes the tables.</summary>
    /// <param name="lines">The results, in any order; pictures stand in the order in which they first come.</param>
    /// <param name="linkPrefix">What leads from the table's file to the results' folder, such as <c>results/</c>; default nothing.</param>
    public static string Of(IReadOnlyList<ResultLine> lines, string linkPrefix = "")
    {
        string[] kinds = [.. PictureCatalog.Six.Select(kind => kind.Key).Where(key => lines.Any(line => line.Files.ContainsKey(key)))];
        StringBuilder text = new();
        foreach (IGrouping<string, ResultLine> picture in lines.GroupBy(line => line.Image))
        {
            text.Append(text.Length > 0 ? "\n" : "").Append("## ").Append(MarkdownText.Escape(picture.Key)).Append("\n\n");
            Row(text, ["network", "class", .. kinds]);
            Row(text, [.. Enumerable.Repeat("---", kinds.Length + 2)]);
            foreach (ResultLine line in picture)
            {
                Row(text, [MarkdownText.Escape(line.Network), ClassCell(line), .. kinds.Select(kind => PictureCell(line, kind, linkPrefix))]);
            }
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static string ClassCell(ResultLine line) => line.Error is { } error
        ? $"failed: {MarkdownText.Escape(error)}"
        : string.Create(CultureInfo.InvariantCulture, $"{MarkdownText.Escape(line.ClassName ?? "")} ({100 * line.Probability:0.0} %)");

    private static string PictureCell(ResultLine line, string kind, string linkPrefix) => line.Files.TryGetValue(kind, out string? file)
        ? $"![{MarkdownText.Escape($"{line.Image}, {line.Network}, {kind}")}]({linkPrefix}{RelativeLink.Of(file)})"
        : "";
}
