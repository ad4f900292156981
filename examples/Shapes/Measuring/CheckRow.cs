using System.Globalization;
using GradCam;

namespace Shapes.Measuring;

/// <summary>What the check says of one map of one scene.</summary>
/// <param name="Scene">The scene's number.</param>
/// <param name="Map">The method's key, or what stands in its place.</param>
/// <param name="Points">Whether the map's maximum lies within 15 pixels of an object.</param>
/// <param name="Energy">The share of the map's sum that lies on objects, 0 to 1.</param>
/// <param name="Seconds">Processor seconds that the map took, without the check.</param>
/// <param name="Verdict">What the check comes to.</param>
/// <param name="Answers">The numbers behind it, by question.</param>
public sealed record CheckRow(
    int Scene, string Map, bool Points, double Energy, double Seconds, MapVerdict Verdict, IReadOnlyDictionary<string, double> Answers)
{
    /// <summary>Reads a line that <see cref="ToString"/> wrote.</summary>
    public static CheckRow Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        string[] cells = line.Split(',');
        return new CheckRow(
            int.Parse(cells[0], CultureInfo.InvariantCulture),
            cells[1],
            cells[2] == "1",
            Number(cells[3]),
            Number(cells[4]),
            Enum.Parse<MapVerdict>(cells[5]),
            cells[6..].Select(cell => cell.Split('=')).ToDictionary(pair => pair[0], pair => Number(pair[1])));
    }

    /// <summary>The row as a line of numbers, commas between them.</summary>
    public override string ToString() => string.Join(',', [
        Scene.ToString(CultureInfo.InvariantCulture), Map, Points ? "1" : "0", Text(Energy), Text(Seconds), Verdict.ToString(),
        .. Answers.Select(answer => $"{answer.Key}={Text(answer.Value)}")]);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
