using System.Diagnostics;
using System.Globalization;
using GradCam.Runs;
using GradCam.Runs.Tests;

namespace GradCam.BatchTrial;

/// <summary>The undisturbed run, the killed one, and what must hold of both.</summary>
internal sealed partial class Trial(string folder, int pictures, int damaged, int kills, int side)
{
    // The one that takes more memory first, or the other's first tenth could never be held against its last half; each is also watched by itself.
    private static readonly string[] Networks = ["mobilenet_v2", "shufflenet_v2"];

    /// <summary>For the page, the results' columns and a picture of each network, over what the run took: 41 MiB of 313 were measured.</summary>
    private const double MostForReports = 1.2;

    private readonly Random chance = new(1);
    private int wrong;

    /// <summary>Writes the pictures and the networks' checkpoints.</summary>
    public void WriteMaterial()
    {
        TrialMaterial.DrawPictures(Path.Combine(folder, "pictures"), pictures, damaged);
        foreach (string network in Networks)
        {
            TrialMaterial.WriteCheckpoint(Path.Combine(folder, $"{network}.safetensors"), network);
        }
    }

    /// <summary>Runs the trial and says what it found.</summary>
    /// <returns>Whether everything held.</returns>
    public bool Run(TextWriter output)
    {
        WriteMaterial();
        var clock = Stopwatch.StartNew();
        List<(double Part, long Bytes)> memory = [];
        int exit = Start("whole", resume: false, process => Watch(process, "whole", memory));
        TimeSpan whole = clock.Elapsed;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"undisturbed: exit code {exit}, {whole.TotalSeconds:0} s, {pictures * Networks.Length / whole.TotalSeconds:0.0} pictures/s"));
        Check(output, exit == 3, "the exit code says that some failed");
        CheckLines(output);
        CheckMemory(output, "both networks", memory, 0, 1);
        for (int i = 0; i < Networks.Length; i++)
        {
            CheckMemory(output, Networks[i], memory, (double)i / Networks.Length, (i + 1.0) / Networks.Length);
        }

        long run = Peak(memory, 0, 1), report = memory.Where(sample => sample.Part >= 1).Select(sample => sample.Bytes).DefaultIfEmpty().Max();
        Check(output, report <= MostForReports * run, $"tables and page at the end: peak memory {report >> 20} MiB, {run >> 20} MiB before");

        exit = RunKilled(output, whole);
        Check(output, exit == 3, "the resumed run ends with the same exit code");
        Compare(output);
        output.WriteLine(wrong == 0 ? "everything held" : $"{wrong} did not hold");
        return wrong == 0;
    }

    private void CheckMemory(TextWriter output, string what, List<(double Part, long Bytes)> memory, double from, double to)
    {
        long early = Peak(memory, from, from + (0.1 * (to - from))), late = Peak(memory, from + (0.5 * (to - from)), to);
        Check(output, late <= 1.05 * early, $"{what}: peak memory {early >> 20} MiB in the first tenth, {late >> 20} MiB in the last half");
    }

    private int RunKilled(TextWriter output, TimeSpan whole)
    {
        for (int i = 0; i < kills; i++)
        {
            TimeSpan life = TimeSpan.FromSeconds(0.5 + (2 * chance.NextDouble() * whole.TotalSeconds / (kills + 2)));
            int killed = Start("killed", resume: i > 0, process =>
            {
                if (!process.WaitForExit(life))
                {
                    process.Kill(entireProcessTree: true);
                }
            });
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"killed after {life.TotalSeconds:0.0} s: exit code {killed}, {Done("killed")} of {pictures * Networks.Length} done"));
        }

        return Start("killed", resume: true, process => process.WaitForExit());
    }

    private void CheckLines(TextWriter output)
    {
        IReadOnlyList<ResultRecord> lines = ResultsReader.Read(Path.Combine(folder, "whole"));
        foreach (string network in Networks)
        {
            ResultRecord[] own = [.. lines.Where(line => line.Network == network)];
            int failed = own.Count(line => line.Error is not null);
            Check(output, own.Length == pictures && failed == damaged, $"{network}: {failed} failures recorded, {own.Length - failed} whole");
        }

        bool there = lines.All(line => line.Files.Values.All(file => File.Exists(Path.Combine(folder, "whole", file))));
        Check(output, there, $"all {lines.Count(line => line.Error is null)} whole results have their files");
    }

    private void Compare(TextWriter output)
    {
        SortedDictionary<string, string> expected = ResultsContent.Of(Path.Combine(folder, "whole")), actual = ResultsContent.Of(Path.Combine(folder, "killed"));
        Check(output, expected.Keys.SequenceEqual(actual.Keys), $"the same {expected.Count} files");
        string[] different = [.. expected.Keys.Where(name => actual.TryGetValue(name, out string? other) && other != expected[name])];
        Check(output, different.Length == 0, $"the same bytes but for times{string.Concat(different.Take(5).Select(name => $" (not {name})"))}");
    }

    private int Start(string run, bool resume, Action<Process> meanwhile)
    {
        List<string> words =
        [
            "batch", "--images", Path.Combine(folder, "pictures"), "--network", string.Join(',', Networks), "--input-size", $"{side}",
            "--output-dir", Path.Combine(folder, run), .. resume ? ["--resume"] : Array.Empty<string>(),
        ];
        foreach (string network in Networks)
        {
            words.AddRange(["--weight-path", $"{network}={Path.Combine(folder, $"{network}.safetensors")}"]);
        }

        string program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "gradcam.exe" : "gradcam");
        using Process process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        meanwhile(process);
        process.WaitForExit();
        return process.ExitCode;
    }

    private void Watch(Process process, string run, List<(double Part, long Bytes)> memory)
    {
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(200)))
        {
            process.Refresh();
            memory.Add(((double)Done(run) / (pictures * Networks.Length), process.HasExited ? 0 : process.WorkingSet64));
        }
    }

    private int Done(string run)
    {
        string file = Path.Combine(folder, run, ResultsReader.FileName);
        if (!File.Exists(file))
        {
            return 0;
        }

        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        return bytes.AsSpan(0, stream.Read(bytes)).Count((byte)'\n');
    }

    /// <summary>Of a part of the run alone: when all is computed, tables and page are made, a stage of its own.</summary>
    private static long Peak(List<(double Part, long Bytes)> memory, double from, double to) =>
        memory.Where(sample => sample.Part >= from && sample.Part < to).Select(sample => sample.Bytes).DefaultIfEmpty().Max();

    private void Check(TextWriter output, bool holds, string what)
    {
        wrong += holds ? 0 : 1;
        output.WriteLine($"{(holds ? "held" : "DID NOT HOLD")}: {what}");
    }
}
