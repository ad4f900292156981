using System.Text;

namespace GradCam.Runs;

/// <summary>Everything that is made of a run's results: <c>table.md</c>, <c>results.csv</c>, <c>results.parquet</c> and <c>report.html</c>.</summary>
internal static class RunReports
{
    private const string Table = "table.md", Spreadsheet = "results.csv", Columns = "results.parquet";

    /// <summary>How many bytes of heat maps the page holds by default: 16 MiB.</summary>
    public const long DefaultEmbeddedBytes = 16 << 20;

    /// <summary>The files' names.</summary>
    public static IReadOnlyList<string> Files { get; } = [Table, Spreadsheet, Columns, HtmlReport.FileName];

    /// <summary>
    /// Writes them into the results' folder. Above 20,000 results the report is pages of 500, and <c>table.md</c> has the first 5,000 pictures. Packed pictures that are
    /// too many for one page are shown in pages of 500 too, as thumbnails.
    /// </summary>
    /// <param name="folder">The folder, reopened after the run.</param>
    /// <param name="embeddedBytes">How many bytes of heat maps the page may hold; default <see cref="DefaultEmbeddedBytes"/>.</param>
    /// <exception cref="OutputException">A file cannot be written.</exception>
    /// <exception cref="PictureException">A picture of the run is gone or damaged.</exception>
    /// <exception cref="UsageException">A line is not a result.</exception>
    public static void Write(ResultsFolder folder, long embeddedBytes = DefaultEmbeddedBytes)
    {
        MarkdownTable table = new();
        ResultsSurvey survey = new();
        // One pass for all: reading a million lines takes as long as writing a table of them.
        folder.Write(Columns, columns => folder.Write(Spreadsheet, spreadsheet =>
        {
            using ResultsParquet parquet = new(columns);
            using ResultsCsv csv = new(spreadsheet, folder.DoneLines.FirstOrDefault(line => line.Line.Error is null)?.Line.Checks is not null);
            foreach (WrittenLine line in folder.DoneLines)
            {
                parquet.Add(line.Line);
                csv.Add(line.Line);
                table.Add(line.Line);
                survey.Add(line);
            }
        }));
        folder.Write(Table, page =>
        {
            using StreamWriter text = new(page, new UTF8Encoding(false), leaveOpen: true);
            table.Write(text);
        });
        using ResultFiles files = new(folder.Path);
        WriteReport(folder, survey, files, embeddedBytes);
    }

    private static void WriteReport(ResultsFolder folder, ResultsSurvey survey, ResultFiles files, long embeddedBytes)
    {
        if (survey.All is { } all)
        {
            bool embed = HtmlReport.SizeOf(all, files) <= embeddedBytes;
            if (embed || all.All(line => line.Packed is null))
            {
                HtmlReport.Write(folder, all, files, embed);
                ReportPages.Clear(folder, new HashSet<string>());
                return;
            }
        }

        ReportPages.Write(folder, survey, files);
    }
}
