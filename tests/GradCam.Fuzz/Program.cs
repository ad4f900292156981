using System.CommandLine;
using System.Diagnostics;
using GradCam.Fuzz;
using TorchSharp;

Option<int> count = new("--count") { Description = "How many files.", DefaultValueFactory = _ => 200_000 };
Option<ulong> seed = new("--seed") { Description = "Another number gives other files.", DefaultValueFactory = _ => 1 };
Option<string> folder = new("--folder")
{
    Description = "Where the file of the moment and the findings lie; best in memory.",
    DefaultValueFactory = _ => Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), "gradcam-fuzz"),
};
Option<bool> onnx = new("--onnx") { Description = "ONNX models, loaded and explained, instead of checkpoints." };
RootCommand command = new("Reads hostile files and reports what does not end in a tensor, or an explanation, or a clear refusal.") { count, seed, folder, onnx };
command.SetAction(call =>
{
    Stopwatch watch = Stopwatch.StartNew();
    int wanted = call.GetValue(count);
    // Threads that wait for each other take ten times as long over such small networks.
    torch.set_num_threads(1);
    string place = call.GetRequiredValue(folder);
    FuzzTarget target = call.GetValue(onnx) ? new OnnxTarget(place) : new CheckpointTarget(place);
    FuzzReport report = new FuzzRun(place, target).Run(
        target.Cases, wanted, call.GetValue(seed), now => Console.Error.WriteLine($"{now.Files} of {wanted}, {now.Findings.Count} findings, {watch.Elapsed.TotalSeconds:f0} s"));
    foreach ((string kind, (int loaded, int refused)) in report.Kinds)
    {
        Console.WriteLine($"{kind,-20} {loaded,7} loaded {refused,7} refused");
    }

    Console.WriteLine($"{report.Files} files in {watch.Elapsed.TotalSeconds:f0} s; slowest {report.Slowest.Time.TotalMilliseconds:f0} ms, of {report.Slowest.Kind}; "
        + $"beyond twice the file at most {report.MostMemory >> 20} MB private, {report.MostAllocated >> 20} MB allocated; {report.Findings.Count} findings");
    return report.Findings.Count == 0 ? 0 : 1;
});
return command.Parse(args).Invoke();
