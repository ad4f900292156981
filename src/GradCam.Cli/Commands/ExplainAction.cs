using System.Diagnostics;
using System.Globalization;
using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Native;

namespace GradCam.Cli.Commands;

/// <summary>The work of the root command.</summary>
internal static class ExplainAction
{
    /// <summary>Explains one picture, writes the results and says what was found.</summary>
    /// <exception cref="GradCamException">Something that the caller can mend; nothing is written then.</exception>
    public static int Run(ExplainCall call, Terminal terminal)
    {
        var seconds = new Dictionary<string, double>();
        // A picture that is none costs no download.
        RgbImage picture = Timed("decode", seconds, () => Decode(call));
        string weightPath = WeightSource.Find(call.WeightPath, call.Network, call.Offline, terminal);
        // Folding takes longer than a single picture gains, and a copy of the weights.
        LoadOptions model = call.Model with { Network = call.Network, PublishedByDefault = call.WeightPath is null, FoldNorms = false };
        using Explainer explainer = Timed("load", seconds, () => terminal.Slowly($"reading {weightPath}", () => Load(weightPath, model, call.Threads)));
        using var display = new MethodDisplay(terminal);
        IReadOnlyList<Explanation> explanations = terminal.Slowly(
            $"explaining {call.ImagePath}", () => explainer.Explain([new Question(picture)], call.Maps, display));
        IReadOnlyList<string> files = terminal.Slowly(
            $"writing to {call.OutputDir}",
            () => ResultWriter.Write(call.OutputDir, ResultFiles.Encode(Path.GetFileNameWithoutExtension(call.ImagePath), explanations, call.Results)));
        Print(explainer, explanations, files, terminal);
        foreach ((string stage, double time) in seconds.Concat(explanations[0].Seconds))
        {
            terminal.Detail(string.Create(CultureInfo.InvariantCulture, $"{stage}: {time:0.000} s"));
        }

        return ExitCodes.Done;
    }

    private static Explainer Load(string path, LoadOptions options, int threads)
    {
        Processors.Use(threads);
        return Explainer.Load(path, options);
    }

    private static RgbImage Decode(ExplainCall call)
    {
        if (call.NamedImagePath is null && !File.Exists(call.ImagePath))
        {
            throw new PictureException($"no picture is named, and the default one, '{call.ImagePath}', is not in this folder; name one with --image-path FILE (\"gradcam --help\" lists the options)");
        }

        // Loading libtorch keeps one processor busy for a quarter of a second; the other decodes meanwhile.
        Task loading = Task.Run(NativeLibraries.EnsureTorch);
        try
        {
            return PictureDecoder.Decode(call.ImagePath);
        }
        finally
        {
            // A process must not end while a library loads. Whoever needs libtorch first is told if it failed.
            Task.WaitAny(loading);
        }
    }

    private static T Timed<T>(string stage, Dictionary<string, double> seconds, Func<T> work)
    {
        long start = Stopwatch.GetTimestamp();
        T result = work();
        seconds[stage] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return result;
    }

    private static void Print(Explainer explainer, IReadOnlyList<Explanation> explanations, IReadOnlyList<string> files, Terminal terminal)
    {
        Provenance from = explanations[0].Provenance;
        string transform = explainer.Definition is { HasTransformInput: true } ? $", transform_input {(from.Preprocessing.TransformInput ? "on" : "off")}" : string.Empty;
        terminal.Say($"network: {from.Network} ({explanations[0].Logits.Length} classes{transform})");
        terminal.Say($"variant: {from.Variant.Name}");
        foreach (string layer in explanations.Select(explanation => explanation.Layer).Distinct())
        {
            terminal.Say($"layer: {layer}");
        }

        foreach (ClassScore score in explanations.Select(explanation => explanation.Class).Distinct())
        {
            string name = score.Name is { } known ? $" {known}" : string.Empty;
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"class: {score.Id}{name}, probability {score.Probability:0.0000}"));
        }

        foreach (string file in files)
        {
            terminal.Say(file);
        }

        foreach (Explanation explanation in explanations)
        {
            foreach (string method in explanation.Flat)
            {
                terminal.Warn(
                    $"the {MethodCatalog.Find(method).Title} map of layer {explanation.Layer} for class {explanation.Class.Id} is the same everywhere: its mask is zero");
            }
        }
    }
}
