using System.Globalization;
using System.Text;
using CsvHelper;

namespace GradCam.Runs;

/// <summary>Results as a table for spreadsheets: a row a picture, network, layer and class, written as they come.</summary>
internal sealed class ResultsCsv : IDisposable
{
    private readonly CsvWriter csv;
    private readonly bool isChecked;

    /// <summary>Writes the heads: image, network, layer, class_id, class, probability, truth, correct, error, flat, warnings, and of checked maps checked and reasons.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="isChecked">Whether maps were checked. Default: false.</param>
    public ResultsCsv(Stream stream, bool isChecked = false)
    {
        this.isChecked = isChecked;
        csv = new CsvWriter(new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true), SpreadsheetForm.Configuration);
        string[] checks = isChecked ? ["checked", "reasons"] : [];
        Row(["image", "network", "layer", "class_id", "class", "probability", "truth", "correct", "error", "flat", "warnings", .. checks]);
    }

    /// <summary>Writes a result.</summary>
    public void Add(ResultRecord line)
    {
        string[] checks = isChecked ? [ResultChecks.WordOf(line), ResultChecks.ReasonsOf(line)] : [];
        Row(
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
            string.Join(' ', line.Flat),
            line.Warnings is null ? null : string.Join("; ", line.Warnings),
            .. checks,
        ]);
    }

    /// <summary>Writes what is still held.</summary>
    public void Dispose() => csv.Dispose();

    private void Row(params IEnumerable<string?> cells)
    {
        foreach (string? cell in cells)
        {
            csv.WriteText(cell);
        }

        csv.NextRecord();
    }
}
