using System.Globalization;
using System.Text;

namespace GradCam.Runs;

/// <summary>An evaluation in Markdown: for each network and value the methods, the best first, with intervals and paired comparisons.</summary>
/// <param name="table">The values.</param>
/// <param name="evaluation">What was measured.</param>
/// <param name="bootstrap">Makes the intervals.</param>
internal sealed class EvaluationSummary(EvaluationTable table, EvaluationOptions evaluation, Bootstrap bootstrap)
{
    /// <summary>Writes it.</summary>
    /// <param name="choices">What was chosen, a line a network; none where nothing was to be.</param>
    public string Write(IReadOnlyList<string> choices)
    {
        StringBuilder text = new();
        string confidence = (100 * evaluation.Confidence).ToString("0.##", CultureInfo.InvariantCulture);
        Line(text, "# Evaluation");
        Line(text, "");
        Line(text, $"Intervals: {confidence} % bootstrap of the mean over {evaluation.Resamples.ToString(CultureInfo.InvariantCulture)} resamples. "
            + "The best's lead is the mean of the differences on the same pictures; where its interval holds 0, the two are not told apart.");
        foreach (string choice in choices)
        {
            Line(text, "");
            Line(text, choice);
        }

        foreach (string network in table.Rows.Select(row => row.Network).Distinct())
        {
            Line(text, "");
            Line(text, $"## {MarkdownText.Escape(network)}: {table.Subjects.Count(subject => subject.Network == network).ToString(CultureInfo.InvariantCulture)} explained");
            foreach (IMetric metric in evaluation.Metrics)
            {
                foreach (MetricPart part in metric.Parts)
                {
                    Write(text, network, metric, part);
                }
            }
        }

        return text.ToString();
    }

    private void Write(StringBuilder text, string network, IMetric metric, MetricPart part)
    {
        var ranking = EvaluationRanking.Of(table, network, part, bootstrap);
        if (ranking.Methods.Count == 0)
        {
            return;
        }

        Line(text, "");
        Line(text, $"### {part.Name}: {metric.Title}, {(part.Aim == MetricAim.Higher ? "higher" : "lower")} is better");
        Line(text, "");
        Line(text, $"`{MetricCatalog.TextOf(metric)}`");
        Line(text, "");
        Line(text, "| method | layer | mean | interval | values | undefined | the best's lead | interval |");
        Line(text, "| --- | --- | ---: | --- | ---: | ---: | ---: | --- |");
        foreach (RankedMethod one in ranking.Methods)
        {
            string lead = one.Lead is { Count: > 0 } ? $"{Number(one.Lead.Mean)} | {Interval(one.Lead)}" : "– | –";
            Line(text, $"| {MarkdownText.Escape(one.Row.Method)} | {(one.Row.Layer is { } layer ? MarkdownText.Escape(layer) : "–")} | {Number(one.Mean.Mean)} | {Interval(one.Mean)} "
                + $"| {one.Mean.Count.ToString(CultureInfo.InvariantCulture)} | {one.Undefined.ToString(CultureInfo.InvariantCulture)} | {lead} |");
        }
    }

    private static string Interval(MeasuredMean mean) => mean.Count == 0 ? "–" : $"{Number(mean.Low)} to {Number(mean.High)}";

    private static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("0.0000", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
