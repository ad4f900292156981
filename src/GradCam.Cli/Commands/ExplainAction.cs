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
        ExplainerOptions model = call.Model with { PublishedByDefault = call.WeightPath is null, FoldNorms = false };
        using Explainer explainer = Timed("load", seconds, () => terminal.Slowly($"reading {weightPath}", () => Explainer.Load(weightPath, call.Network, model)));
        Explanation explanation = terminal.Slowly($"explaining {call.ImagePath}", () => explainer.Explain(picture, call.Maps));
        explanation = explanation with { Seconds = seconds.Concat(explanation.Seconds).ToDictionary() };
        IReadOnlyList<string> files = terminal.Slowly($"writing to {call.OutputDir}", () => Write(call, explainer, explanation));
        Print(explainer, explanation, files, terminal);
        return ExitCodes.Done;
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

    private static IReadOnlyList<string> Write(ExplainCall call, Explainer explainer, Explanation explanation)
    {
        // The hash is for the JSON file alone, and reads the whole checkpoint.
        ResultOptions results = call.Results with { CheckpointSha256 = call.Results.Json ? explainer.CheckpointSha256 : null };
        return ResultWriter.Write(call.OutputDir, Path.GetFileNameWithoutExtension(call.ImagePath), explanation, results);
    }

    private static void Print(Explainer explainer, Explanation explanation, IReadOnlyList<string> files, Terminal terminal)
    {
        string transform = explainer.Definition is { HasTransformInput: true } ? $", transform_input {(explanation.TransformInput ? "on" : "off")}" : string.Empty;
        string name = explanation.Class.Name is { } known ? $" {known}" : string.Empty;
        terminal.Say($"network: {explanation.Network} ({explanation.Logits.Length} classes{transform})");
        terminal.Say($"variant: {explanation.Variant.Name}");
        terminal.Say($"layer: {explanation.Layer}");
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"class: {explanation.Class.Id}{name}, probability {explanation.Class.Probability:0.0000}"));
        foreach (string file in files)
        {
            terminal.Say(file);
        }

        WarnIfFlat(explanation.Mask, "Grad-CAM", explanation, terminal);
        WarnIfFlat(explanation.MaskPlusPlus, "Grad-CAM++", explanation, terminal);
        foreach ((string stage, double time) in explanation.Seconds)
        {
            terminal.Detail(string.Create(CultureInfo.InvariantCulture, $"{stage}: {time:0.000} s"));
        }
    }

    private static void WarnIfFlat(SaliencyMask? mask, string method, Explanation explanation, Terminal terminal)
    {
        if (mask is { IsFlat: true })
        {
            terminal.Warn($"the {method} map of layer {explanation.Layer} for class {explanation.Class.Id} is the same everywhere: its mask is zero");
        }
    }
}
