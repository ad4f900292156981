using GradCam.Imaging;
using GradCam.Native;

namespace GradCam.Cli.Commands;

/// <summary>The work of the root command.</summary>
internal static class ExplainAction
{
    /// <summary>Explains one picture, writes the results and says what was found.</summary>
    /// <exception cref="GradCamException">Something that the caller can mend; nothing is written then.</exception>
    public static int Run(ExplainCall call, Terminal terminal)
    {
        var clock = new StageClock();
        // A picture that is none costs no download.
        RgbImage picture = Decode(call, clock, terminal);
        string weightPath = WeightSource.Find(call.WeightPath, call.Network, call.Model.Weights, call.Offline, terminal);
        using Explainer explainer = Load(weightPath, call, clock, terminal);
        IReadOnlyList<Explanation> explanations;
        using (var display = new MethodDisplay(terminal, $"explaining {call.ImageName}"))
        {
            explanations = explainer.Explain([new Question(picture)], call.Maps, display);
        }

        explanations = [.. explanations.Select(explanation => explanation with { Seconds = clock.With(explanation.Seconds) })];
        IReadOnlyList<string> files = Write(call, explanations, terminal);
        ExplanationDisplay.Print(explainer, call.Maps, explanations, files, terminal);
        return explanations.SelectMany(explanation => explanation.Checks.Values).Any(check => check.Verdict >= call.FailOn) ? ExitCodes.CheckFailed : ExitCodes.Done;
    }

    private static Explainer Load(string path, ExplainCall call, StageClock clock, Terminal terminal)
    {
        using StageClock.Stage stage = clock.Start("load");
        using IDisposable watch = terminal.Watch($"reading {path}");
        Processors.Use(call.Threads);
        // Folding takes longer than a single picture gains, and a copy of the weights.
        return Explainer.Load(path, call.Model with { Network = call.Network, PublishedByDefault = call.WeightPath is null, FoldNorms = false });
    }

    private static IReadOnlyList<string> Write(ExplainCall call, IReadOnlyList<Explanation> explanations, Terminal terminal)
    {
        using IDisposable watch = terminal.Watch($"writing to {call.OutputDir}");
        return ResultWriter.Write(call.OutputDir, call.Stem, explanations, call.Results);
    }

    private static RgbImage Decode(ExplainCall call, StageClock clock, Terminal terminal)
    {
        using StageClock.Stage stage = clock.Start("decode");
        if (call.NamedImagePath is null && !File.Exists(call.ImagePath))
        {
            throw new PictureException($"no picture is named, and the default one, '{call.ImagePath}', is not in this folder; name one with --image-path FILE (\"gradcam --help\" lists the options)");
        }

        // Loading libtorch keeps one processor busy for a quarter of a second; the other decodes meanwhile.
        Task loading = Task.Run(NativeLibraries.EnsureTorch);
        try
        {
            using IDisposable watch = terminal.Watch($"reading {call.ImageName}");
            return call.FromStandardInput ? Read(Console.OpenStandardInput(), call.ImageName) : PictureDecoder.Decode(call.ImagePath);
        }
        finally
        {
            // A process must not end while a library loads. Whoever needs libtorch first is told if it failed.
            Task.WaitAny(loading);
        }
    }

    private static RgbImage Read(Stream input, string name)
    {
        using (input)
        {
            return PictureDecoder.Decode(input, name);
        }
    }
}
