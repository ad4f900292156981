using System.Text;

namespace GradCam.Runs;

/// <summary>Everything that is made of an evaluation's values: <c>metrics.csv</c>, <c>summary.md</c>, <c>curves.svg</c> and <c>evaluation.html</c>.</summary>
internal static class EvaluationReports
{
    private const string Values = "metrics.csv", Summary = "summary.md", Curves = "curves.svg";

    /// <summary>The files' names.</summary>
    public static IReadOnlyList<string> Files { get; } = [Values, Summary, Curves, EvaluationPage.FileName];

    /// <summary>Writes them into the results' folder; it reads <c>results.jsonl</c> alone.</summary>
    /// <param name="folder">The folder, reopened after the run.</param>
    /// <param name="evaluation">What was measured, and how it is summed up.</param>
    /// <param name="seed">What random numbers start from.</param>
    /// <param name="options">The options that ask for a choice, in the words of whoever asked.</param>
    /// <returns>What was chosen, a choice a network; none where nothing was to be.</returns>
    /// <exception cref="OutputException">A file cannot be written.</exception>
    /// <exception cref="UsageException">A line is not a result.</exception>
    public static IReadOnlyList<EvaluationChoice> Write(ResultsFolder folder, EvaluationOptions evaluation, int seed, Func<EvaluationChoice, string> options)
    {
        var table = new EvaluationTable();
        var bootstrap = new Bootstrap(evaluation.Resamples, evaluation.Confidence, seed);
        var page = new EvaluationPage(table, evaluation, bootstrap);
        folder.Write(Values, stream =>
        {
            using MetricsCsv csv = new(stream);
            foreach (WrittenLine line in folder.DoneLines)
            {
                csv.Add(line.Line);
                table.Add(line.Line);
                page.Add(line.Line);
            }
        });
        IReadOnlyList<EvaluationChoice> choices = evaluation.Choose is { } choose
            ? EvaluationChoice.Of(table, evaluation.Parts.First(part => part.Name == choose), bootstrap)
            : [];
        string[] Words(Func<string, string> copied) => [.. choices.Select(choice => $"{choice.Sentence}. To use it: {copied(options(choice))}")];
        string curves = new CurvesSvg(table, evaluation, bootstrap).Write();
        folder.Write(Summary, Encoding.UTF8.GetBytes(new EvaluationSummary(table, evaluation, bootstrap).Write(Words(MarkdownText.Code))));
        folder.Write(Curves, Encoding.UTF8.GetBytes(curves));
        folder.Write(EvaluationPage.FileName, stream => page.Write(stream, curves, Words(text => text)));
        return choices;
    }
}
