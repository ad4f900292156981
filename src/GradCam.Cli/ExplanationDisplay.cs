using System.Globalization;
using GradCam.Maps;
using GradCam.Methods;
using GradCam.Rendering;

namespace GradCam.Cli;

/// <summary>Says what was found of a picture: facts and files on standard output, warnings on standard error.</summary>
internal static class ExplanationDisplay
{
    private const int BoxesNamed = 5;

    /// <summary>Prints what was found.</summary>
    /// <param name="explainer">The network.</param>
    /// <param name="maps">What was asked for.</param>
    /// <param name="explanations">What was found, of one picture; at least one.</param>
    /// <param name="files">The files written.</param>
    /// <param name="terminal">Where it is printed.</param>
    public static void Print(Explainer explainer, ExplainOptions maps, IReadOnlyList<Explanation> explanations, IReadOnlyList<string> files, Terminal terminal)
    {
        PrintFacts(explainer, maps, explanations, terminal);
        PrintDrawing(maps, explanations, terminal);
        PrintChecks(explanations, terminal);
        foreach (string file in files)
        {
            terminal.Say(file);
        }

        foreach ((string stage, double time) in explanations[0].Seconds)
        {
            terminal.Detail(string.Create(CultureInfo.InvariantCulture, $"{stage}: {time:0.000} s"));
        }

        foreach (string remark in explanations.SelectMany(ResultRemarks.Of).Distinct())
        {
            terminal.Warn(remark);
        }
    }

    private static void PrintFacts(Explainer explainer, ExplainOptions maps, IReadOnlyList<Explanation> explanations, Terminal terminal)
    {
        Provenance from = explanations[0].Provenance;
        string transform = explainer.Definition is { HasTransformInput: true } ? $", transform_input {(from.Preprocessing.TransformInput ? "on" : "off")}" : string.Empty;
        string recognised = explainer.NetworkIsRecognised ? ", the only network that fits the checkpoint" : string.Empty;
        terminal.Say($"network: {from.Network} ({explanations[0].Logits.Length} classes{transform}{recognised})");
        terminal.Say($"variant: {from.Variant.Name}");
        if (from.AssumesNormalisation)
        {
            terminal.Say($"input: mean {Numbers(from.Preprocessing.Mean)} and deviation {Numbers(from.Preprocessing.Std)}, ImageNet's: the model says none (--mean and --std give others)");
        }

        foreach (string layer in explanations.Select(explanation => explanation.Layer).Distinct())
        {
            terminal.Say($"layer: {layer}{(maps.Fuse == LayerFusion.None ? string.Empty : $" ({maps.Fuse.ToString().ToLowerInvariant()})")}");
        }

        foreach (ClassScore score in explanations.Select(explanation => explanation.Class).Distinct())
        {
            string name = score.Name is { } known ? $" {known}" : string.Empty;
            terminal.Say(string.Create(CultureInfo.InvariantCulture, $"class: {score.Id}{name}, probability {score.Probability:0.0000}"));
        }

        if (maps.Versus is { } other)
        {
            terminal.Say($"versus: {other}");
        }
    }

    private static string Numbers(IEnumerable<float> numbers) => string.Join(",", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What a picture cannot say itself: the boxes in numbers, the gaps, and what the colours of signed pictures mean.</summary>
    private static void PrintDrawing(ExplainOptions maps, IReadOnlyList<Explanation> explanations, Terminal terminal)
    {
        foreach (Explanation explanation in explanations)
        {
            foreach ((string method, IReadOnlyList<MapBox> boxes) in explanation.Boxes)
            {
                string[] named = [.. boxes.Take(BoxesNamed).Select(box => string.Create(CultureInfo.InvariantCulture, $"{box.Width} x {box.Height} at {box.X},{box.Y}"))];
                string more = boxes.Count > named.Length ? $"; and {boxes.Count - named.Length} more" : "";
                terminal.Say($"boxes: {method}{Where(explanation, explanations)}: {(named.Length == 0 ? "none" : string.Join("; ", named))}{more}");
            }

            foreach ((string method, double gap) in explanation.Gaps)
            {
                terminal.Say(string.Create(CultureInfo.InvariantCulture, $"gap: {method}{Where(explanation, explanations)}: {100 * gap:0.00} % of the score"));
            }
        }

        if (maps.Pictures.Any(kind => kind.Key.StartsWith(PictureCatalog.SignedPrefix, StringComparison.Ordinal)))
        {
            terminal.Say($"signed pictures: red speaks for the score, blue against it; full colour from the {FurtherRenderer.ClipPercentile}th percentile on");
        }
    }

    /// <summary>A line for each map that was checked; where there are several it says of which one it speaks.</summary>
    private static void PrintChecks(IReadOnlyList<Explanation> explanations, Terminal terminal)
    {
        bool isOnly = explanations.Sum(explanation => explanation.Checks.Count) == 1;
        foreach (Explanation explanation in explanations)
        {
            foreach ((string method, MapCheck check) in explanation.Checks)
            {
                terminal.Say($"checked: {check}{(isOnly ? "" : $", {MethodCatalog.TitleOf(method)}{Where(explanation, explanations)}")}");
            }
        }
    }

    /// <summary>Which of several explanations is meant; nothing where there is one.</summary>
    private static string Where(Explanation explanation, IReadOnlyList<Explanation> explanations) =>
        explanations.Count == 1 ? "" : $" (layer {explanation.Layer}, {explanation.Score})";
}
