using System.Globalization;
using GradCam.Imaging;
using GradCam.Methods;

namespace GradCam.Cli.Commands;

/// <summary>The work of the root command.</summary>
internal static class ExplainAction
{
    /// <summary>Explains one picture, writes the results and says what was found.</summary>
    /// <exception cref="GradCamException">Something that the caller can mend; nothing is written then.</exception>
    public static int Run(ExplainCall call, Terminal terminal)
    {
        string weightPath = WeightSource.Find(call.WeightPath, call.Network);
        RgbImage picture = PictureDecoder.Decode(call.ImagePath);
        using Explainer explainer = terminal.Slowly($"reading {weightPath}", () => Explainer.Load(weightPath, call.Network, call.Model));
        Explanation explanation = terminal.Slowly($"explaining {call.ImagePath}", () => explainer.Explain(picture, call.Maps));
        IReadOnlyList<string> files = terminal.Slowly($"writing to {call.OutputDir}", () => ResultWriter.Write(
            call.OutputDir, Path.GetFileNameWithoutExtension(call.ImagePath), explanation, call.Results with { CheckpointSha256 = call.Results.Json ? explainer.CheckpointSha256 : null }));
        Print(explanation, files, terminal);
        return ExitCodes.Done;
    }

    private static void Print(Explanation explanation, IReadOnlyList<string> files, Terminal terminal)
    {
        terminal.Say($"network: {explanation.Network} ({explanation.Logits.Length} classes)");
        terminal.Say($"variant: {explanation.Variant.Name}");
        terminal.Say($"layer: {explanation.Layer}");
        string name = explanation.Class.Name is { } known ? $" {known}" : string.Empty;
        terminal.Say(string.Create(CultureInfo.InvariantCulture, $"class: {explanation.Class.Id}{name}, probability {explanation.Class.Probability:0.0000}"));
        foreach (string file in files)
        {
            terminal.Say(file);
        }

        WarnIfFlat(explanation.Mask, "Grad-CAM", explanation, terminal);
        WarnIfFlat(explanation.MaskPlusPlus, "Grad-CAM++", explanation, terminal);
        foreach ((string stage, double seconds) in explanation.Seconds)
        {
            terminal.Detail(string.Create(CultureInfo.InvariantCulture, $"{stage}: {seconds:0.000} s"));
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
