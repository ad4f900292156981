using System.CommandLine;
using GradCam.Networks;

namespace GradCam.Benchmarks;

/// <summary>The command that measures networks against the rate of matrix products, taken in turn.</summary>
internal static class WholeCommand
{
    private static readonly string[] Stages = ["load", "forward", "map gradients", "guided", "decode", "resize", "to tensor", "render", "encode", "write"];

    public static Command Create()
    {
        var networks = new Option<string[]>("--network") { Description = "Networks. Default: every one of the catalogue.", AllowMultipleArgumentsPerToken = true };
        var batch = new Option<int>("--batch") { Description = "Pictures in a forward pass.", DefaultValueFactory = _ => 4 };
        var rounds = new Option<int>("--rounds") { Description = "Rounds of a product of matrices and a batch.", DefaultValueFactory = _ => 20 };
        var twins = new Option<int>("--twin-rounds") { Description = "Rounds of one picture here and in the Python program's way.", DefaultValueFactory = _ => 5 };
        var threads = new Option<int?>("--threads") { Description = "libtorch's threads. Default: all processors." };
        var clock = new Option<Clock>("--clock") { Description = "Wall (default), or Processor on a machine that is not quiet; then with --threads 1." };
        var chart = new Option<string?>("--chart") { Description = "An SVG file for a bar chart of the ratios. Default: none." };
        var command = new Command("whole", "Measures each stage of whole runs, and forward + gradients against their limit.") { networks, batch, rounds, twins, threads, clock, chart };
        command.SetAction(call =>
        {
            string[] names = call.GetValue(networks) is { Length: > 0 } some ? some : [.. NetworkCatalog.All.Select(network => network.Name)];
            using var files = new TrialFiles();
            using var report = new WholeReport(call.GetValue(clock), Console.Out);
            foreach (string name in names)
            {
                using var trial = new NetworkTrial(NetworkCatalog.Find(name), files, call.GetValue(batch), call.GetValue(threads));
                Run(trial, report, call.GetValue(rounds), call.GetValue(twins));
                report.Add(trial, Stages);
            }

            report.Close();
            if (call.GetValue(chart) is { } path)
            {
                File.WriteAllText(path, BarChart.Draw("Forward pass and both gradients, in multiples of the limit (2 x forward FLOPs / rate)", report.Ratios));
            }
        });
        return command;
    }

    private static void Run(NetworkTrial trial, WholeReport report, int rounds, int twins)
    {
        trial.WarmUp();
        for (int round = 0; round < rounds; round++)
        {
            report.Rate.Sample();
            trial.RunBatch();
            trial.RunRest();
        }

        for (int round = 0; round < twins; round++)
        {
            trial.RunAlone();
            trial.RunTwin();
        }
    }
}
