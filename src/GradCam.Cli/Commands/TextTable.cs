namespace GradCam.Cli.Commands;

/// <summary>Lines of aligned columns.</summary>
internal static class TextTable
{
    /// <summary>The rows as lines, each column as wide as its widest cell, two spaces between columns.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows.Max(row => row.Length)).Select(column => rows.Max(row => column < row.Length ? row[column].Length : 0))];
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }
}
