using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Networks;

namespace GradCam.Benchmarks;

/// <summary>The command that measures methods with passes of their own: against pytorch-grad-cam, in turn, and against their bare forward passes.</summary>
internal static class MethodsCommand
{
    private const string Script = "pytorch_grad_cam_trial.py";

    public static Command Create()
    {
        var network = new Option<string>("--network") { Description = "The network.", DefaultValueFactory = _ => "resnet50" };
        var cases = new Option<string[]>("--case")
        {
            Description = "Methods (ablation, score or onepass) and layers.",
            DefaultValueFactory = _ => ["ablation:layer4", "ablation:layer3", "score:layer1", "onepass:layer4"],
            AllowMultipleArgumentsPerToken = true,
        };
        var source = new Option<string?>("--source") { Description = "A folder that holds the package pytorch_grad_cam. Default: none, and no comparison." };
        var interpreter = new Option<string>("--interpreter") { Description = "What runs it, with torch, torchvision and OpenCV.", DefaultValueFactory = _ => "/usr/bin/python3" };
        var channels = new Option<int>("--channels") { Description = "How many channels it runs; the time is scaled to all.", DefaultValueFactory = _ => 64 };
        var masks = new Option<int>("--masks") { Description = "Masks of RISE against its forward passes; 0: not measured.", DefaultValueFactory = _ => 104 };
        var runs = new Option<int>("--runs") { Description = "Runs of each, taken in turn.", DefaultValueFactory = _ => 3 };
        var threads = new Option<int>("--threads") { Description = "Threads of both.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var clock = new Option<Clock>("--clock") { Description = "Wall (default), or Processor on a machine that is not quiet; then with --threads 1." };
        var command = new Command("methods", "Measures methods with passes of their own: medians against pytorch-grad-cam and against their forward passes, and the peak of memory.")
        {
            network, cases, source, interpreter, channels, masks, runs, threads, clock,
        };
        command.SetAction(call =>
        {
            using var files = new TrialFiles();
            string checkpoint = files.Checkpoint(NetworkCatalog.Find(call.GetValue(network)!));
            using Explainer explainer = TrialFiles.Load(checkpoint, call.GetValue(network)!, call.GetValue(threads));
            var trial = new MethodTrial(explainer, PictureDecoder.Decode(files.Pictures(1)[0]), call.GetValue(clock));
            foreach (string[] one in call.GetValue(cases)!.Select(text => text.Split(':')))
            {
                List<double> there = [];
                List<double> here = trial.Run(MethodsOf(one[0]), one[1], call.GetValue(runs), () =>
                {
                    if (call.GetValue(source) is { } folder)
                    {
                        string[] words =
                        [
                            Path.Combine(AppContext.BaseDirectory, Script), "--source", folder, "--network", call.GetValue(network)!, "--checkpoint", checkpoint, "--layer", one[1], "--method", one[0],
                            "--channels", Text(call.GetValue(channels)), "--threads", Text(call.GetValue(threads)),
                        ];
                        there.Add(Python(call.GetValue(interpreter)!, words, call.GetValue(clock)));
                    }
                });
                Print(string.Join(" at ", one), here, there);
            }

            if (call.GetValue(masks) is > 0 and var count)
            {
                trial.PrintAgainstPasses("RISE", new RiseMethod { Masks = count }, count, call.GetValue(runs));
                trial.PrintAgainstPasses("occlusion", new OcclusionMethod(), 169, call.GetValue(runs));
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory {PeakMemory.Megabytes():0} MB"));
        });
        return command;
    }

    private static IReadOnlyList<IAttributionMethod> MethodsOf(string name) => name switch
    {
        "ablation" => [new AblationCamMethod()],
        "score" => [new ScoreCamMethod()],
        "onepass" =>
        [
            new GradCamMethod(), new GradCamPlusPlusMethod(), new HiResCamMethod(), new ElementwiseCamMethod(), new XGradCamMethod(), new LayerCamMethod(), new EigenCamMethod(),
            new EigenGradCamMethod(), new KpcaCamMethod(), new FemMethod(), new RandomCamMethod(),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The methods are ablation, score and onepass"),
    };

    private static double Python(string interpreter, string[] words, Clock clock)
    {
        using Process process = Process.Start(new ProcessStartInfo(interpreter, words) { RedirectStandardOutput = true })!;
        string[] seconds = process.StandardOutput.ReadToEnd().Trim().Split(' ');
        process.WaitForExit();
        return process.ExitCode == 0
            ? double.Parse(seconds[clock == Clock.Wall ? 0 : 1], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"{interpreter} {words[0]} ended with {process.ExitCode}");
    }

    private static void Print(string name, List<double> here, List<double> there)
    {
        Quartiles mine = Quartiles.Of(here);
        string other = there.Count == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $", {Quartiles.Of(there).Text("0.000")} s with pytorch-grad-cam: {Quartiles.Of(there).Median / mine.Median:0.0} x");
        Console.WriteLine($"{name}: {mine.Text("0.000")} s here{other}");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
