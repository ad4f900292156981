using System.Diagnostics;
using System.Globalization;
using GradCam.Runs;

namespace GradCam.BatchTrial;

/// <summary>What a run costs beside its networks: a plan, shards filled by a stub in place of a network, a merge with tables and pages, and a resumption, each as a process of its own.</summary>
internal sealed class Lines(string folder, int count)
{
    private const int Shards = 20, Batch = 4, Classes = 100, FolderSize = 1000;

    private string Manifest => Path.Combine(folder, "list.csv");

    private string Weights => Path.Combine(folder, "shufflenet_v2.safetensors");

    private string Output => Path.Combine(folder, "out");

    private string[] Options => ["--manifest", Manifest, "--network", "shufflenet_v2", "--weight-path", Weights, "--batch", $"{Batch}", "--threads", "1", "--output-dir", Output];

    /// <summary>Measures each step.</summary>
    /// <returns>Seconds of processor time and the peak of memory in MiB, by step.</returns>
    public IReadOnlyList<(string Step, double Seconds, long Mebibytes)> Measure()
    {
        Directory.CreateDirectory(folder);
        TrialMaterial.WriteCheckpoint(Weights, "shufflenet_v2");
        // A picture that is not there costs what one costs that is: nothing is decoded here.
        File.WriteAllLines(Manifest, Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"pictures/{i / FolderSize:00000}/{i:0000000}.jpg,class {i % Classes}")).Prepend("image,truth"));
        string program = Path.Combine(AppContext.BaseDirectory, "gradcam"), self = Path.Combine(AppContext.BaseDirectory, "GradCam.BatchTrial");
        return
        [
            Run("plan", program, ["plan", .. Options]),
            Run("stub of all shards", self, ["stub", folder, $"{count}"]),
            Run("merge, tables, Parquet, report", program, ["merge", Output]),
            Run("resume", self, ["resume", folder, $"{count}"]),
        ];
    }

    /// <summary>Fills every shard with the results that a stub gives.</summary>
    public void Stub()
    {
        PlanFile plan = PlanFile.Read(Output)!;
        for (int i = 0; i < Shards; i++)
        {
            // The options do not matter to the stub: the settings are the plan's.
            var part = new ShardPlan(new Shard(i, Shards), plan.Part(new Shard(i, Shards), ExplainOptions.Default.Targets), plan.Facts.Batches, plan.Facts.Jobs, new RunSettings([.. plan.Facts.Settings]));
            using var shard = ShardFolder.Open(Output, part, ["batch"], resume: true, null, CancellationToken.None);
            foreach ((int batch, Range jobs) in part.Part.Batches.Index())
            {
                shard.Add(batch, [.. part.Part.Jobs.Take(jobs).Select(job => new JobDraft(new Dictionary<string, Func<byte[]>>(), [Answer(job)]))]);
            }
        }
    }

    /// <summary>Opens the merged run as a resumed one does.</summary>
    public void Resume()
    {
        PlanFile plan = PlanFile.Read(Output)!;
        var all = plan.Part(new Shard(0, 1), ExplainOptions.Default.Targets);
        using ResultsFolder results = ResultsFolder.Open(Output, all, new RunSettings([.. plan.Facts.Settings]), resume: true, CancellationToken.None);
        if (Enumerable.Range(0, all.Batches.Count).Any(batch => !results.IsDone(batch)))
        {
            throw new InvalidOperationException("not all is there");
        }
    }

    private ResultRecord Answer(BatchJob job)
    {
        int id = int.Parse(Path.GetFileNameWithoutExtension(job.Picture.Path), CultureInfo.InvariantCulture);
        double probability = id * 7919L % 10007 / 10007.0;
        return new ResultRecord
        {
            Image = job.Picture.Name,
            Source = job.SourceFrom(Output),
            Network = job.Choice.Network,
            Layer = "conv5.0",
            ClassId = id % Classes,
            ClassName = $"class {id % Classes}",
            Probability = probability,
            TopFive = [.. Enumerable.Range(0, 5).Select(i => new ClassScore((id + i) % Classes, $"class {(id + i) % Classes}", probability / (i + 1)))],
            Truth = job.Picture.Truth,
            Correct = id % 10 != 0,
            // Six names of one file: each is looked for, as six files would be.
            Files = ((string[])["heatmap", "cam", "heatmap++", "cam++", "gb", "cam_gb"]).ToDictionary(key => key, _ => "run.json"),
            Seconds = 0.01,
        };
    }

    private static (string Step, double Seconds, long Mebibytes) Run(string step, string program, string[] words)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true };
        // Compiled once, not again while it runs: that goes on for seconds, so it would weigh on the smaller run's lines (plan 6.8 us
        // at 100,000 lines and 4.0 at a million, against 2.5 and 3.0 so).
        start.Environment["DOTNET_TieredCompilation"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        (double seconds, long peak) = (0, 0);
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(100)))
        {
            try
            {
                process.Refresh();
                (seconds, peak) = (process.TotalProcessorTime.TotalSeconds, Math.Max(peak, process.PeakWorkingSet64));
            }
            catch (InvalidOperationException)
            {
                // It ended meanwhile; what was read a moment before holds.
                break;
            }
        }

        process.WaitForExit();
        _ = output.GetAwaiter().GetResult();
        return process.ExitCode is 0 or 3
            ? (step, seconds, peak >> 20)
            : throw new InvalidOperationException($"{step}: exit code {process.ExitCode}");
    }
}
