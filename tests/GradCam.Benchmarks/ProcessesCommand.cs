using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using GradCam.Networks;

namespace GradCam.Benchmarks;

/// <summary>The command that takes whole processes in turn: one picture, six files, here and in the Python program.</summary>
internal static class ProcessesCommand
{
    /// <summary>How often a process that runs is asked for its processor time and memory: the system forgets both when it ends.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(5);

    public static Command Create()
    {
        var networks = new Option<string[]>("--network") { Description = "Networks.", DefaultValueFactory = _ => ["resnet50", "densenet121", "vgg16", "inception_v3"], AllowMultipleArgumentsPerToken = true };
        var program = new Option<string>("--program") { Description = "The built command line: src/GradCam.Cli/bin/Release/…/gradcam.", Required = true };
        var python = new Option<string>("--python") { Description = "The Python program to compare with.", Required = true };
        var interpreter = new Option<string>("--interpreter") { Description = "What runs it.", DefaultValueFactory = _ => "/usr/bin/python3" };
        var folder = new Option<string>("--checkpoint-folder") { Description = "Where {network}.pth are: state dictionaries that both can read.", Required = true };
        var picture = new Option<string?>("--image-path") { Description = "The picture. Default: one made from a seed." };
        var runs = new Option<int>("--runs") { Description = "Runs of each, taken in turn.", DefaultValueFactory = _ => 7 };
        var command = new Command("processes", "Whole processes with one picture against the Python program, in turn: medians of wall time and processor time.") { networks, program, python, interpreter, folder, picture, runs };
        command.SetAction(call =>
        {
            using var files = new TrialFiles();
            string image = call.GetValue(picture) ?? files.Pictures(1)[0];
            foreach (string network in call.GetValue(networks)!)
            {
                string[] shared =
                [
                    "--image-path", image, "--network", NetworkCatalog.Find(network).Name,
                    "--weight-path", Path.Combine(call.GetValue(folder)!, $"{network}.pth"), "--output-dir", files.Results,
                ];
                List<ProcessRun> here = [], there = [];
                for (int run = 0; run < call.GetValue(runs); run++)
                {
                    here.Add(Run(call.GetValue(program)!, shared));
                    there.Add(Run(call.GetValue(interpreter)!, [call.GetValue(python)!, .. shared]));
                }

                Print(network, here, there);
            }
        });
        return command;
    }

    private static ProcessRun Run(string program, string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        (TimeSpan processor, long peak) = (TimeSpan.Zero, 0);
        while (!process.WaitForExit(Glance))
        {
            try
            {
                process.Refresh();
                // Once it has ended its memory reads as none.
                (processor, peak) = (process.TotalProcessorTime, Math.Max(peak, process.PeakWorkingSet64));
            }
            catch (InvalidOperationException)
            {
                // It ended since: what was seen last stands.
            }
        }

        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Task.WaitAll(output, errors);
        return process.ExitCode == 0
            ? new ProcessRun(new Span(wall, processor.TotalSeconds), peak / (1024.0 * 1024))
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}");
    }

    private static void Print(string network, List<ProcessRun> here, List<ProcessRun> there)
    {
        foreach (Clock clock in Enum.GetValues<Clock>())
        {
            Quartiles mine = Quartiles.Of(here.Select(run => run.Span.On(clock))), other = Quartiles.Of(there.Select(run => run.Span.On(clock)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{network}, {clock}: {mine.Text("0.00")} s here, {other.Text("0.00")} s in Python: {other.Median / mine.Median:0.00} x"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{network}, peak memory: {here.Max(run => run.PeakMegabytes):0} MB here, {there.Max(run => run.PeakMegabytes):0} MB in Python"));
    }
}
