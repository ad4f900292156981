using System.Text;

namespace GradCam.Runs;

/// <summary>Everything that is made of a run's results: <c>table.md</c>, <c>results.csv</c> and <c>report.html</c>.</summary>
internal static class RunReports
{
    private const string Table = "table.md", Spreadsheet = "results.csv";

    /// <summary>How many bytes of heat maps the page holds by default: 16 MiB.</summary>
    public const long DefaultEmbeddedBytes = 16 << 20;

    /// <summary>The files' names.</summary>
    public static IReadOnlyList<string> Files { get; } = [Table, Spreadsheet, HtmlReport.FileName];

    /// <summary>Writes them into the results' folder.</summary>
    /// <param name="folder">The folder, reopened after the run.</param>
    /// <param name="embeddedBytes">How many bytes of heat maps the page may hold; default <see cref="DefaultEmbeddedBytes"/>.</param>
    /// <exception cref="OutputException">A file cannot be written.</exception>
    /// <exception cref="PictureException">A picture of the run is gone or damaged.</exception>
    public static void Write(ResultsFolder folder, long embeddedBytes = DefaultEmbeddedBytes)
    {
        IReadOnlyList<ResultRecord> lines = folder.Done;
        folder.Write(Table, Encoding.UTF8.GetBytes(MarkdownTable.Of(lines)));
        folder.Write(Spreadsheet, Encoding.UTF8.GetBytes(ResultsCsv.Of(lines)));
        HtmlReport.Write(folder, lines, embeddedBytes);
    }
}
