using System.CommandLine;
using GradCam.Native;
using GradCam.Networks;
using GradCam.Sources;

namespace GradCam.Cli.Commands;

/// <summary>The options that say how a network is fed and run; made anew for each command that takes them.</summary>
internal sealed class ModelOptions
{
    /// <summary>The words of <see cref="PictureFit"/>, in its order.</summary>
    private static readonly string[] FitWords = ["squash", "crop", "pad"];

    private const int MostThreads = 1024, LargestInput = 4096;

    private readonly Option<string?> weights = new("--weights")
    {
        Description = "Which of the network's published weights are meant: V1, V2, SWAG_E2E or SWAG_LINEAR, where torchvision has them (\"gradcam weights\" lists them). "
            + "With a checkpoint of your own: whose evaluation --fit crop follows. Default: the first of the list.",
        HelpName = "VERSION",
        CustomParser = OptionParsing.With(ParseWeights),
    };

    private readonly Option<int?> inputSize = new("--input-size")
    {
        Description = $"Side of the square input, 1 to {LargestInput} (some networks need more than 1). Default: the checkpoint's metadata, else the network's own, 224 most often.",
        HelpName = "S",
        CustomParser = OptionParsing.WholeNumber("--input-size", 1, LargestInput),
    };

    private readonly Option<string?> fit = new("--fit")
    {
        Description = "How a picture of any shape becomes the square: squash (both sides resized, as main.py does), crop (as the published weights' own evaluation) or pad (letterbox). Default: the network's own way.",
        HelpName = "HOW",
        CustomParser = OptionParsing.With<string>(text => OptionParsing.OneOf("--fit", text, FitWords)),
    };

    private readonly Option<float[]?> mean = Colours(
        "--mean", "What is subtracted from red, green and blue in 0..1: three numbers. Default: the checkpoint's metadata, else the network's own, 0.485,0.456,0.406 most often.", positive: false);

    private readonly Option<float[]?> std = Colours(
        "--std", "What red, green and blue are divided by then: three numbers above 0. Default: the checkpoint's metadata, else the network's own, 0.229,0.224,0.225 most often.", positive: true);

    private readonly Option<string?> labels = new("--labels")
    {
        Description = "The classes' names: a text file, a name a line. Default: the checkpoint's metadata, else ImageNet's names for 1000 classes.",
        HelpName = "FILE",
        CustomParser = OptionParsing.Name("--labels"),
    };

    private readonly Option<int?> threads = new("--threads")
    {
        Description = $"Threads that libtorch computes with, 1 to {MostThreads}. Default: the processors that this process may use.",
        HelpName = "N",
        CustomParser = OptionParsing.WholeNumber("--threads", 1, MostThreads),
    };

    private readonly Option<string?> device = new("--device")
    {
        Description = "What computes: cpu, or cuda or cuda:N in a build with the package TorchSharp-cuda. Default: cpu.",
        HelpName = "DEVICE",
        CustomParser = OptionParsing.With(ParseDevice),
    };

    /// <summary>Makes the options and adds them to a command.</summary>
    public ModelOptions(Command command)
    {
        fit.CompletionSources.Add(FitWords);
        weights.CompletionSources.Add(_ => Versions);
        device.CompletionSources.Add("cpu", "cuda");
        foreach (Option option in (Option[])[weights, inputSize, fit, mean, std, labels, threads, device])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The versions of published weights that there are, as they are typed.</summary>
    private static IEnumerable<string> Versions => NetworkCatalog.All.SelectMany(network => network.Weights).Select(weights => weights.Version).Distinct();

    /// <summary>The options' values; reads the file of labels, and loads libtorch where another device than the processor is asked for.</summary>
    /// <exception cref="ClassException">The file of labels cannot be read.</exception>
    /// <exception cref="UsageException">This build cannot compute on the device.</exception>
    public LoadOptions Bind(ParseResult call) => new()
    {
        Weights = call.GetValue(weights),
        Device = Usable(call.GetValue(device)),
        InputSize = call.GetValue(inputSize),
        Fit = call.GetValue(fit) is { } word ? (PictureFit)Array.IndexOf(FitWords, word) : null,
        Mean = Given(call, mean),
        Std = Given(call, std),
        ClassNames = call.GetValue(labels) is { } path ? LabelFile.Read(path) : null,
    };

    /// <summary>libtorch's threads, 1 or more; the processors that this process may use where the call does not say.</summary>
    public int Threads(ParseResult call) => call.GetValue(threads) ?? Environment.ProcessorCount;

    /// <summary>System.CommandLine gives an empty array for an option that was left out.</summary>
    private static float[]? Given(ParseResult call, Option<float[]?> option) => call.GetResult(option) is null ? null : call.GetValue(option);

    private static Option<float[]?> Colours(string name, string description, bool positive) => new(name)
    {
        Description = description,
        HelpName = "R,G,B",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = OptionParsing.ThreeNumbers(name, positive),
    };

    private static string ParseWeights(string text) =>
        NetworkCatalog.All.SelectMany(network => network.Weights).Any(weights => PublishedWeights.Names(weights, text))
            ? text
            : throw new UsageException($"--weights {text}: no such weights{NameAdvice.For(text, Versions)}; \"gradcam weights\" lists them");

    private static string ParseDevice(string text) => Devices.IsName(text)
        ? text
        : throw new UsageException($"--device {text}: no such device; pass cpu (or cuda or cuda:N in a build with TorchSharp-cuda)");

    /// <summary>Looked at before anything is fetched or read for it.</summary>
    private static string? Usable(string? device)
    {
        if (device is not (null or Devices.Processor))
        {
            NativeLibraries.EnsureTorch();
            Devices.Open(device);
        }

        return device;
    }
}
