using System.Globalization;
using CsvHelper.Configuration;

namespace GradCam.Runs;

/// <summary>The form of tables for spreadsheets.</summary>
internal static class SpreadsheetForm
{
    /// <summary>The form: numbers as everywhere, lines ended by line feeds.</summary>
    public static CsvConfiguration Configuration { get; } = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        // A name that starts like a formula must not be one in a spreadsheet.
        InjectionOptions = InjectionOptions.Escape,
    };
}
