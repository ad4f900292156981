using System.Globalization;
using System.Text.Json;
using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Rendering;

namespace GradCam.Runs;

/// <summary>
/// A page to look at an evaluation with: <c>evaluation.html</c> holds its own style, script and data; a table that can be sorted, the curves, and the pictures on which
/// two methods differ most.
/// </summary>
/// <param name="table">The values.</param>
/// <param name="evaluation">What was measured.</param>
/// <param name="bootstrap">Makes the intervals.</param>
internal sealed class EvaluationPage(EvaluationTable table, EvaluationOptions evaluation, Bootstrap bootstrap)
{
    /// <summary>The page's file name.</summary>
    public const string FileName = "evaluation.html";

    private readonly Dictionary<(MeasuredMethod, MeasuredSubject), string> files = [];
    private readonly Dictionary<MeasuredSubject, string> classes = [];

    /// <summary>Takes what is shown of a result.</summary>
    public void Add(ResultRecord line)
    {
        foreach (string method in line.Metrics?.Keys ?? [])
        {
            var subject = new MeasuredSubject(line.Image!, line.Network, line.ClassId!.Value);
            classes[subject] = line.ClassName ?? "";
            // The map over the picture tells more than the map alone.
            if (PictureCatalog.For(MethodCatalog.Find(method)).Reverse().FirstOrDefault(kind => line.Files.ContainsKey(kind.Key)) is { } shown && PictureFiles.IsNamedSo(line.Files[shown.Key]))
            {
                files[(MeasuredMethod.Of(line, method), subject)] = RelativeLink.Of(line.Files[shown.Key]);
            }
        }
    }

    /// <summary>Writes the page.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="curves">The curves' picture.</param>
    /// <param name="choices">What was chosen, a line a network.</param>
    public void Write(Stream page, string curves, IReadOnlyList<string> choices)
    {
        PageHead head = new("Evaluation of maps", "evaluation.css") { Scripts = ["evaluation.js"] };
        PageTemplate.Write(page, head, "evaluation.html", new Dictionary<string, Action<Stream>>
        {
            ["confidence"] = PageTemplate.Markup((100 * evaluation.Confidence).ToString("0.##", CultureInfo.InvariantCulture)),
            ["choices"] = PageTemplate.Markup(string.Concat(choices.Select(choice => $"<p>{PageTemplate.Escape(choice)}</p>\n"))),
            ["heads"] = PageTemplate.Markup(string.Concat(evaluation.Metrics.SelectMany(Heads))),
            ["rows"] = PageTemplate.Markup(WriteRows),
            ["curves"] = PageTemplate.Markup(curves),
            // The serialiser escapes < > & and quotes, so that no name can end the element that holds the data.
            ["data"] = data => JsonSerializer.Serialize(data, Model(), RunJson.Compact),
        });
    }

    private static IEnumerable<string> Heads(IMetric metric) => metric.Parts.Select(part =>
        $"<th scope=\"col\" aria-sort=\"none\"><button type=\"button\" title=\"{PageTemplate.Escape(MetricCatalog.TextOf(metric))}\">{PageTemplate.Escape(part.Name)} "
        + $"<span>{(part.Aim == MetricAim.Higher ? "higher is better" : "lower is better")}</span></button></th>\n");

    private void WriteRows(TextWriter writer)
    {
        foreach (MeasuredMethod row in table.Rows)
        {
            writer.WriteLine($"<tr><th scope=\"row\">{PageTemplate.Escape(row.Method)}</th><td>{PageTemplate.Escape(row.Layer ?? "–")}</td><td>{PageTemplate.Escape(row.Network)}</td>");
            foreach (MetricPart part in evaluation.Parts)
            {
                var mean = MeasuredMean.Of(table.Defined(row, part.Name), bootstrap);
                writer.WriteLine(mean.Count == 0
                    ? "<td data-value=\"\">–</td>"
                    : FormattableString.Invariant($"<td data-value=\"{mean.Mean:R}\">{mean.Mean:0.000} <small>{mean.Low:0.000} to {mean.High:0.000}</small></td>"));
            }

            writer.WriteLine("</tr>");
        }
    }

    private EvaluationModel Model() => new(
        [.. evaluation.Parts.Select(part => part.Name)],
        [.. table.Rows.Select(row => new EvaluationModel.Row(ShownText.Of(row.Network), ShownText.Of(row.Name)))],
        table.Subjects.Count,
        [.. DifferingSubjects.Of(table, evaluation.Parts.Select(part => part.Name)).Select(subject => new EvaluationModel.Subject(
            ShownText.Of(subject.Image),
            ShownText.Of(subject.Network),
            ShownText.Of(classes.GetValueOrDefault(subject, "")),
            [.. table.Rows.Select(row => row.Network == subject.Network ? Values(row, subject) : null)],
            [.. table.Rows.Select(row => files.GetValueOrDefault((row, subject)))]))]);

    private IReadOnlyList<double?> Values(MeasuredMethod row, MeasuredSubject subject) =>
        [.. evaluation.Parts.Select(part => table.ValuesOf(row, part.Name).GetValueOrDefault(subject) is { } value ? (double?)Math.Round(value, 6) : null)];
}
