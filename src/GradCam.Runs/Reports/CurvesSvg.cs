using System.Globalization;
using System.Text;

namespace GradCam.Runs;

/// <summary>The mean curves of an evaluation, with the bootstrap interval of each point as a band: a panel for each network, layer and value.</summary>
/// <param name="table">The values.</param>
/// <param name="evaluation">What was measured.</param>
/// <param name="bootstrap">Makes the intervals.</param>
internal sealed class CurvesSvg(EvaluationTable table, EvaluationOptions evaluation, Bootstrap bootstrap)
{
    private const int PanelWidth = 340, PanelHeight = 250, Columns = 3, PlotLeft = 40, PlotTop = 34, PlotWidth = 280, PlotHeight = 170, LineHeight = 16;

    // Okabe and Ito's colours, told apart by colour-blind readers; repeated where there are more methods.
    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#000000"];

    /// <summary>Writes the picture.</summary>
    public string Write()
    {
        (string Network, string? Layer, MetricPart Part, MeasuredMethod[] Rows)[] panels = [.. Panels()];
        int legend = panels.Select(panel => panel.Rows.Length).DefaultIfEmpty(0).Max() * LineHeight;
        int width = Math.Clamp(panels.Length, 1, Columns) * PanelWidth, height = Math.Max(1, (panels.Length + Columns - 1) / Columns) * (PanelHeight + legend);
        StringBuilder svg = new();
        Line(svg, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"11\" role=\"img\" aria-label=\"Curves\">");
        Line(svg, $"<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>");
        foreach ((int i, (string network, string? layer, MetricPart part, MeasuredMethod[] rows)) in panels.Index())
        {
            Line(svg, $"<g transform=\"translate({i % Columns * PanelWidth} {i / Columns * (PanelHeight + legend)})\">");
            Text(svg, PlotLeft, 14, $"{part.Name}, {network}", "start", bold: true);
            Text(svg, PlotLeft, 28, layer ?? "no layer", "start");
            Axes(svg);
            foreach ((int place, MeasuredMethod row) in rows.Index())
            {
                Curve(svg, row, part, Colours[place % Colours.Length], PlotTop + PlotHeight + 44 + (place * LineHeight));
            }

            Line(svg, $"</g>");
        }

        Line(svg, $"</svg>");
        return svg.ToString();
    }

    private IEnumerable<(string Network, string? Layer, MetricPart Part, MeasuredMethod[] Rows)> Panels() =>
        from place in table.Rows.Select(row => (row.Network, row.Layer)).Distinct()
        from part in evaluation.Parts
        where part.Points is not null
        let rows = table.Rows.Where(row => (row.Network, row.Layer) == place && table.CurvesOf(row, part.Name).Count > 0).ToArray()
        where rows.Length > 0
        select (place.Network, place.Layer, part, rows);

    private static void Axes(StringBuilder svg)
    {
        for (int tick = 0; tick <= 4; tick++)
        {
            double share = tick / 4.0;
            Line(svg, $"<path d=\"M{X(0)} {Y(share)}H{X(1)}\" stroke=\"#dddddd\"/>");
            Text(svg, PlotLeft - 5, Y(share) + 4, share.ToString("0.##", CultureInfo.InvariantCulture), "end");
            Text(svg, X(share), Y(0) + 14, share.ToString("0.##", CultureInfo.InvariantCulture), "middle");
        }

        Text(svg, X(0.5), Y(0) + 28, "share of pixels; probability of the class upwards", "middle");
    }

    private void Curve(StringBuilder svg, MeasuredMethod row, MetricPart part, string colour, double legendTop)
    {
        IReadOnlyList<IReadOnlyList<double>> curves = table.CurvesOf(row, part.Name);
        MeasuredMean[] means = [.. part.Points!.Select((_, point) => MeasuredMean.Of([.. curves.Select(curve => curve[point])], bootstrap))];
        string band = string.Join(' ', part.Points!.Zip(means, (x, mean) => Point(x, mean.High)).Concat(part.Points!.Zip(means, (x, mean) => Point(x, mean.Low)).Reverse()));
        string line = string.Join(' ', part.Points!.Zip(means, (x, mean) => Point(x, mean.Mean)));
        Line(svg, $"<polygon points=\"{band}\" fill=\"{colour}\" fill-opacity=\"0.18\"/>");
        Line(svg, $"<polyline points=\"{line}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\"/>");
        Line(svg, $"<path d=\"M{PlotLeft} {legendTop - 4}h18\" stroke=\"{colour}\" stroke-width=\"3\"/>");
        string mean = table.Defined(row, part.Name) is { Length: > 0 } values ? values.Average().ToString("0.000", CultureInfo.InvariantCulture) : "–";
        Text(svg, PlotLeft + 24, legendTop, $"{row.Method}: {mean}", "start");
    }

    private static string Point(double x, double y) => FormattableString.Invariant($"{X(x):0.##},{Y(y):0.##}");

    private static double X(double share) => PlotLeft + (share * PlotWidth);

    private static double Y(double share) => PlotTop + ((1 - share) * PlotHeight);

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor, bool bold = false) => Line(
        svg, $"<text x=\"{x:0.##}\" y=\"{y:0.##}\" text-anchor=\"{anchor}\" fill=\"#222222\"{(bold ? " font-weight=\"bold\"" : "")}>{PageTemplate.Escape(text)}</text>");

    private static void Line(StringBuilder svg, FormattableString line) => svg.Append(FormattableString.Invariant(line)).Append('\n');
}
