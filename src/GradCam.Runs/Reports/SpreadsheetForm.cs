using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace GradCam.Runs;

/// <summary>The form of tables for spreadsheets.</summary>
internal static class SpreadsheetForm
{
    private static readonly char[] FormulaStarts = ['=', '@', '+', '-', '\t', '\r'];

    /// <summary>The form: numbers as everywhere, lines ended by line feeds.</summary>
    public static CsvConfiguration Configuration { get; } = new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    /// <summary>
    /// Writes a cell of text, shown escaped; what starts like a formula gets an apostrophe, so that it is none in a spreadsheet. (CsvHelper's own escape would give one to
    /// negative numbers too, which then are text to every reader.)
    /// </summary>
    public static void WriteText(this CsvWriter csv, string? text)
    {
        string shown = ShownText.Of(text ?? "");
        if (shown.Length > 0 && FormulaStarts.Contains(shown[0]))
        {
            csv.WriteField($"'{shown}", shouldQuote: true);
        }
        else
        {
            csv.WriteField(shown);
        }
    }
}
