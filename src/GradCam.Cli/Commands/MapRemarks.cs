using System.Globalization;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>Gathers what should be known of a run's maps before they are believed, result by result, and tells the first few and how many there are.</summary>
internal sealed class MapRemarks
{
    private const int Named = 5;

    private readonly List<string> first = [];
    private readonly Dictionary<string, Gap> gaps = [];
    private long count;

    /// <summary>Takes a result's warnings and gaps.</summary>
    public void Add(ResultRecord line)
    {
        foreach (string remark in ResultRemarks.Of(line))
        {
            if (++count <= Named)
            {
                first.Add($"{line.Image} with {line.Network}: {remark}");
            }
        }

        foreach ((string method, double gap) in line.Gaps ?? new Dictionary<string, double>())
        {
            gaps[method] = gaps.TryGetValue(method, out Gap? known) ? known.With(gap, line.Image) : new Gap(1, gap, gap, line.Image);
        }
    }

    /// <summary>Tells what was gathered.</summary>
    public void Tell(Terminal terminal)
    {
        foreach ((string method, Gap gap) in gaps)
        {
            terminal.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"gap: {method}: {100 * gap.Sum / gap.Count:0.00} % of the score on average, {100 * gap.Largest:0.00} % at most ({gap.Image})"));
        }

        first.ForEach(terminal.Warn);
        if (count > Named)
        {
            terminal.Warn($"and {count - Named} more warnings of maps; {ResultsReader.FileName} and {RunReports.Files[^1]} tell which");
        }
    }

    private sealed record Gap(long Count, double Sum, double Largest, string? Image)
    {
        public Gap With(double gap, string? image) => new(Count + 1, Sum + gap, Math.Max(Largest, gap), gap > Largest ? image : Image);
    }
}
