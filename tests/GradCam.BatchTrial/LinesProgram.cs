using System.Globalization;

namespace GradCam.BatchTrial;

/// <summary>The trial of many lines, and the steps that it runs as processes of their own.</summary>
internal static class LinesProgram
{
    private const int Start = 25_000, Most = 1_000_000;

    /// <summary>Runs the trial, or one of its steps.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(string[] args, TextWriter output)
    {
        string folder = args[1];
        int count = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Most;
        switch (args[0])
        {
            case "stub":
                new Lines(folder, count).Stub();
                return 0;
            case "resume":
                new Lines(folder, count).Resume();
                return 0;
            default:
                Table(folder, count, output);
                return 0;
        }
    }

    private static void Table(string folder, int count, TextWriter output)
    {
        int[] counts = [Start, count / 10, count];
        var steps = counts.Select(lines => new Lines(Path.Combine(folder, lines.ToString(CultureInfo.InvariantCulture)), lines).Measure()).ToArray();
        output.WriteLine("| step | lines | processor time, s | peak, MiB | a line, the start taken off, us |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: |");
        for (int step = 0; step < steps[0].Count; step++)
        {
            for (int i = 0; i < counts.Length; i++)
            {
                (string name, double seconds, long mebibytes) = steps[i][step];
                string line = i == 0 ? "" : ((seconds - steps[0][step].Seconds) / (counts[i] - Start) * 1e6).ToString("0.0", CultureInfo.InvariantCulture);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {counts[i]} | {seconds:0.00} | {mebibytes} | {line} |"));
            }
        }
    }
}
