using System.Globalization;
using System.Text;

namespace GradCam.Runs.Tests.Reports;

/// <summary>Tables of results as text.</summary>
internal static class TableTexts
{
    public static string Markdown(ResultRecord[] lines, string linkPrefix = "", int mostPictures = int.MaxValue)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        new MarkdownTable(mostPictures).With(lines).Write(text, linkPrefix);
        return text.ToString();
    }

    public static string Csv(ResultRecord[] lines)
    {
        using MemoryStream stream = new();
        using (ResultsCsv csv = new(stream, lines.Any(line => line.Checks is not null)))
        {
            Array.ForEach(lines, csv.Add);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
