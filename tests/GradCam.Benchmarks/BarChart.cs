using System.Globalization;
using System.Text;

namespace GradCam.Benchmarks;

/// <summary>Draws bars as an SVG picture.</summary>
internal static class BarChart
{
    private const int Width = 720, LabelWidth = 140, RowHeight = 28, Top = 48;

    /// <summary>A bar for each row, to one scale from zero.</summary>
    /// <param name="title">The line above the bars.</param>
    /// <param name="rows">At least one name and value, 0 or more.</param>
    public static string Draw(string title, IReadOnlyList<(string Name, double Value)> rows)
    {
        double scale = (Width - LabelWidth - 80) / rows.Max(row => row.Value);
        int height = Top + rows.Count * RowHeight + 12;
        var svg = new StringBuilder();
        void Add(FormattableString text) => svg.AppendLine(text.ToString(CultureInfo.InvariantCulture));
        Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"14\">");
        Add($"  <rect width=\"{Width}\" height=\"{height}\" fill=\"white\"/>");
        Add($"  <text x=\"12\" y=\"26\" font-weight=\"bold\">{title}</text>");
        for (int i = 0; i < rows.Count; i++)
        {
            int y = Top + i * RowHeight;
            double width = rows[i].Value * scale;
            Add($"  <text x=\"{LabelWidth - 8}\" y=\"{y + 16}\" text-anchor=\"end\">{rows[i].Name}</text>");
            Add($"  <rect x=\"{LabelWidth}\" y=\"{y}\" width=\"{width:0.0}\" height=\"{RowHeight - 6}\" fill=\"#2b6cb0\"/>");
            Add($"  <text x=\"{LabelWidth + width + 6:0.0}\" y=\"{y + 16}\">{rows[i].Value:0.00}</text>");
        }

        return svg.AppendLine("</svg>").ToString();
    }
}
