using System.Globalization;
using System.Text;
using CsvHelper;

namespace GradCam.Runs;

/// <summary>Every value of an evaluation, a line each: image, network, layer, class_id, method, metric, value; an undefined value is empty.</summary>
internal sealed class MetricsCsv : IDisposable
{
    private readonly CsvWriter csv;

    /// <summary>Writes the heads.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public MetricsCsv(Stream stream)
    {
        csv = new CsvWriter(new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true), SpreadsheetForm.Configuration);
        Row("image", "network", "layer", "class_id", "method", "metric", "value");
    }

    /// <summary>Writes a result's values.</summary>
    public void Add(ResultRecord line)
    {
        foreach ((string method, IReadOnlyDictionary<string, double?> values) in line.Metrics ?? new Dictionary<string, IReadOnlyDictionary<string, double?>>())
        {
            var row = MeasuredMethod.Of(line, method);
            foreach ((string part, double? value) in values)
            {
                foreach (string? cell in (string?[])[line.Image, row.Network, row.Layer, line.ClassId?.ToString(CultureInfo.InvariantCulture), method, part])
                {
                    csv.WriteText(cell);
                }

                csv.WriteField(value);
                csv.NextRecord();
            }
        }
    }

    /// <summary>Writes what waits to be written.</summary>
    public void Dispose() => csv.Dispose();

    private void Row(params string[] cells)
    {
        foreach (string cell in cells)
        {
            csv.WriteField(cell);
        }

        csv.NextRecord();
    }
}
