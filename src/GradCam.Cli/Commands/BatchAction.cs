using System.Runtime.InteropServices;
using GradCam.Networks;
using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>The work of <c>gradcam batch</c>.</summary>
internal static class BatchAction
{
    private const int FailuresNamed = 5;

    /// <summary>Explains the pictures, writes the results, tables and page, and says what came of it.</summary>
    /// <exception cref="GradCamException">Something that the caller can mend; what was whole by then stays, for <c>--resume</c>.</exception>
    public static int Run(BatchCall call, Terminal terminal)
    {
        IReadOnlyList<ListedPicture> pictures = Pictures(call);
        BatchPlan plan = BatchPlan.Make(pictures, new BatchDefaults(BatchWeights.Choices(call, pictures), call.Maps.Layers is [var layer] ? layer : null, call.Maps.Targets[0].ClassId), call.Batch ?? 1);
        foreach (BatchJob job in plan.Jobs.DistinctBy(job => job.Choice))
        {
            NetworkCatalog.Find(job.Choice.Network);
        }

        IReadOnlyDictionary<NetworkChoice, string> files = plan.Jobs
            .Select(job => job.Choice)
            .Distinct()
            .ToDictionary(choice => choice, choice => WeightSource.Find(choice.WeightPath, choice.Network, call.Offline, terminal));
        using BatchNetworks networks = new(call, files);
        plan = call.Batch is null ? plan.CutInto(terminal.Slowly("measuring the networks", () => FittingBatch(call, networks))) : plan;
        RunSettings settings = terminal.Slowly("reading the checkpoints", () => BatchSettings.Of(call, plan, files));
        BatchSummary summary = Run(call, plan, networks, settings, terminal);
        return summary.Stopped ? Stopped(call, summary, terminal) : Finished(call, summary, terminal);
    }

    /// <summary>The batch that every network of the call can take; the same call gives the same, which a resumed run relies on.</summary>
    private static int FittingBatch(BatchCall call, BatchNetworks networks) =>
        call.Maps.OutputSize == OutputSize.Input ? networks.LoadAll().Min(explainer => BatchSize.For(explainer)) : 1;

    private static IReadOnlyList<ListedPicture> Pictures(BatchCall call) => (call.Images, call.Manifest) switch
    {
        ({ Count: > 0 }, null) => PictureList.FromPaths(call.Images, exceptBelow: call.OutputDir),
        ({ Count: 0 }, { } manifest) => Manifest.Read(manifest),
        ({ Count: 0 }, null) => throw new UsageException("no pictures are named: pass --images PATH… or --manifest FILE.csv"),
        _ => throw new UsageException("--images and --manifest both name pictures: pass one of them"),
    };

    private static BatchSummary Run(
        BatchCall call, BatchPlan plan, BatchNetworks networks, RunSettings settings, Terminal terminal)
    {
        using CancellationTokenSource stop = new();
        void Stop(PosixSignalContext signal)
        {
            // The first asks; a second ends the program there and then, which loses no more than the batch in hand.
            signal.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using ResultsFolder folder = ResultsFolder.Open(call.OutputDir, plan, settings, call.Resume);
        using ProgressDisplay display = new(terminal);
        return new BatchRunner(
            plan,
            folder,
            choice => new NetworkExplainer(networks.Take(choice), call.Maps),
            call.JpegQuality).Run(display.Show, stop.Token);
    }

    private static int Stopped(BatchCall call, BatchSummary summary, Terminal terminal)
    {
        terminal.Say($"stopped: {summary.Done} of {summary.Total} done, {summary.Failed} failed");
        string resume = call.Resume ? "" : " --resume";
        terminal.Say($"to go on: gradcam {string.Join(' ', call.Words.Select(ShellWord.Quote))}{resume}");
        return ExitCodes.Stopped;
    }

    private static int Finished(BatchCall call, BatchSummary summary, Terminal terminal)
    {
        using ResultsFolder folder = ResultsFolder.Reopen(call.OutputDir);
        // What the networks' pictures left on the heap goes back first: the report's own garbage would be the run's peak otherwise.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        terminal.Slowly("writing the report", () =>
        {
            RunReports.Write(folder);
            return true;
        });
        string earlier = summary.Resumed > 0 ? $", {summary.Resumed} of them by an earlier run" : "";
        terminal.Say($"done: {summary.Done} of {summary.Total}{earlier}; {summary.Failed} failed");
        foreach (string file in (string[])[ResultsReader.FileName, .. RunReports.Files])
        {
            terminal.Say(Path.Combine(call.OutputDir, file));
        }

        foreach (ResultLine failed in folder.Done.Where(line => line.Error is not null).Take(FailuresNamed))
        {
            terminal.Warn($"{failed.Image} with {failed.Network}: {failed.Error}");
        }

        if (summary.Failed > FailuresNamed)
        {
            terminal.Warn($"and {summary.Failed - FailuresNamed} more; {ResultsReader.FileName} tells which and why");
        }

        return summary.Failed > 0 ? ExitCodes.SomeFailed : ExitCodes.Done;
    }
}
