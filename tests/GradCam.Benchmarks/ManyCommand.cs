using System.CommandLine;
using System.Globalization;
using GradCam.Networks;
using GradCam.Runs;

namespace GradCam.Benchmarks;

/// <summary>The command that explains many pictures in this process, for the cost of a picture and the peak of memory.</summary>
internal static class ManyCommand
{
    public static Command Create()
    {
        var network = new Option<string>("--network") { Description = "The network.", DefaultValueFactory = _ => "resnet50" };
        var pictures = new Option<int>("--pictures") { Description = "How many pictures.", DefaultValueFactory = _ => 64 };
        var batch = new Option<int?>("--batch") { Description = "Pictures in a forward pass. Default: chosen for the network and memory." };
        var threads = new Option<int?>("--threads") { Description = "libtorch's threads. Default: all processors." };
        var command = new Command("many", "Explains pictures from files to files in one process: seconds and processor time a picture, peak memory.") { network, pictures, batch, threads };
        command.SetAction(call =>
        {
            using var files = new TrialFiles();
            int count = call.GetValue(pictures);
            IReadOnlyList<string> paths = files.Pictures(count);
            string checkpoint = files.Checkpoint(NetworkCatalog.Find(call.GetValue(network)!));
            List<Span> spans = [];
            int size = Span.Take(spans, () =>
            {
                using Explainer explainer = TrialFiles.Load(checkpoint, call.GetValue(network)!, call.GetValue(threads));
                int chosen = call.GetValue(batch) ?? BatchSize.For(explainer);
                foreach ((string path, Explanation found) in paths.Zip(explainer.ExplainAllAsync(paths, batchSize: chosen).ToBlockingEnumerable()))
                {
                    ResultWriter.Write(files.Results, Path.GetFileNameWithoutExtension(path), found);
                }

                return chosen;
            });
            Span each = spans[0] / count;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{call.GetValue(network)}, {count} pictures, batch {size}: {each.Wall:0.0000} s and {each.Processor:0.0000} s of processor time a picture, loading included; peak memory {PeakMemory.Megabytes():0} MB"));
        });
        return command;
    }
}
