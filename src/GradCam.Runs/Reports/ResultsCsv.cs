using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace GradCam.Runs;

/// <summary>Results as a table for spreadsheets.</summary>
internal static class ResultsCsv
{
    private static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        // A name that starts like a formula must not be one in a spreadsheet.
        InjectionOptions = InjectionOptions.Escape,
    };

    /// <summary>Writes a line a picture, network, layer and class: image, network, layer, class_id, class, probability, truth, correct, error; where maps were checked, checked and reasons.</summary>
    /// <param name="lines">The results.</param>
    public static string Of(IReadOnlyList<ResultRecord> lines)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        using (CsvWriter csv = new(text, Form))
        {
            bool isChecked = lines.Any(line => line.Checks is not null);
            string[] checks = isChecked ? ["checked", "reasons"] : [];
            Row(csv, ["image", "network", "layer", "class_id", "class", "probability", "truth", "correct", "error", .. checks]);
            foreach (ResultRecord line in lines)
            {
                string[] found = isChecked ? [ResultChecks.WordOf(line), ResultChecks.ReasonsOf(line)] : [];
                Row(csv,
                [
                    line.Image,
                    line.Network,
                    line.Layer,
                    line.ClassId?.ToString(CultureInfo.InvariantCulture),
                    line.ClassName,
                    line.Probability?.ToString(CultureInfo.InvariantCulture),
                    line.Truth,
                    line.Correct switch { true => "true", false => "false", null => null },
                    line.Error,
                    .. found,
                ]);
            }
        }

        return text.ToString();
    }

    private static void Row(CsvWriter csv, params IEnumerable<string?> cells)
    {
        foreach (string? cell in cells)
        {
            csv.WriteField(cell is null ? "" : ShownText.Of(cell));
        }

        csv.NextRecord();
    }
}
