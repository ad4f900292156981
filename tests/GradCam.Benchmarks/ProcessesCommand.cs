using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using GradCam.Networks;

namespace GradCam.Benchmarks;

/// <summary>The command that takes whole processes in turn: one picture, six files, here and in the Python program.</summary>
internal static class ProcessesCommand
{
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
                List<Span> here = [], there = [];
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

    private static Span Run(string program, string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        _ = output.Result;
        return process.ExitCode == 0
            ? new Span(Stopwatch.GetElapsedTime(start).TotalSeconds, process.TotalProcessorTime.TotalSeconds)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors}");
    }

    private static void Print(string network, List<Span> here, List<Span> there)
    {
        foreach (Clock clock in Enum.GetValues<Clock>())
        {
            Quartiles mine = Quartiles.Of(here.Select(span => span.On(clock))), other = Quartiles.Of(there.Select(span => span.On(clock)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{network}, {clock}: {mine.Text("0.00")} s here, {other.Text("0.00")} s in Python: {other.Median / mine.Median:0.00} x"));
        }
    }
}
