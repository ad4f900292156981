using System.CommandLine;
using GradCam.Methods;
using GradCam.Rendering;

namespace GradCam.Cli.Commands;

/// <summary>The options that say what is explained; made anew for each command that takes them.</summary>
internal sealed class MapOptions
{
    /// <summary>The option that makes one map of several layers.</summary>
    public const string FuseName = "--fuse";

    /// <summary>The option that names layers.</summary>
    public const string LayerName = "--layer-name";

    /// <summary>The option that names methods.</summary>
    public const string MethodName = "--method";

    /// <summary>The words of <see cref="LayerFusion"/> after the first, in their order.</summary>
    private static readonly string[] FusionWords = ["max", "mean"];

    /// <summary>The words of <see cref="OutputSize"/>, in their order.</summary>
    private static readonly string[] SizeWords = ["input", "original"];

    private const int MostMegabytes = 1 << 20;

    private readonly Option<IReadOnlyList<string>?> layerName = Many<IReadOnlyList<string>>(
        LayerName,
        "NAME,NAME",
        "The layers to explain, by their dotted names, with commas between them; whole stands for the layer that gives the whole final map. \"gradcam layers\" lists them. Default: the network's default layer, the last convolution most often.",
        text => [.. Words(LayerName, text)]);

    private readonly Option<IReadOnlyList<Target>?> classId = Many<IReadOnlyList<Target>>(
        "--class-id",
        "ID|NAME|topN",
        "The classes to explain, with commas between them: numbers from 0 up, names, or topN for the N most probable ones. Default: the predicted class.",
        text => [.. Words("--class-id", text).Select(Target.Parse)]);

    private readonly Option<Target?> versus = new("--versus")
    {
        Description = "A class, by number or name, to compare with (why this and not that): what is explained is the class's logit less this one's. Default: off.",
        HelpName = "ID|NAME",
        // A comma is part of a name here, as in "tench, Tinca tinca".
        CustomParser = OptionParsing.With<Target>(text => Target.Parse(text.Trim() is { Length: > 0 } name
            ? name
            : throw new UsageException("--versus is empty: give a class by number or name, or leave the option out"))),
    };

    // A word, and no enumeration: each generic option of a structure costs a start a millisecond of compiling.
    private readonly Option<string?> fuse = new(FuseName)
    {
        Description = "Make one map of several layers: max (as LayerCAM does) or mean. Default: off, a map for each layer.",
        HelpName = "HOW",
        CustomParser = OptionParsing.With<string>(text => OptionParsing.OneOf(FuseName, text, FusionWords)),
    };

    private readonly Option<IReadOnlyList<IAttributionMethod>?> method = Many<IReadOnlyList<IAttributionMethod>>(
        MethodName,
        "KEY,KEY",
        "The methods wanted in place of the six pictures, with commas between them; \"gradcam methods\" lists them. Parameters follow a method after colons, as in rise:masks=8000:cells=7; all stands for every method that needs no passes of its own and that the network can serve. Default: none, the six pictures are made.",
        text => [.. Words(MethodName, text).SelectMany(MethodsOf)]);

    private readonly Option<int?> seed = new("--seed")
    {
        Description = "What random numbers start from, for methods that draw some: the same seed gives the same files. Default: 0.",
        HelpName = "N",
        CustomParser = OptionParsing.WholeNumber("--seed"),
    };

    private readonly Option<int?> memory = new("--memory")
    {
        Description = $"The megabytes that the tensors of methods with passes of their own may take, 1 to {MostMegabytes}. Default: {ExplainOptions.Default.MemoryBudget >> 20}.",
        HelpName = "MB",
        CustomParser = OptionParsing.WholeNumber("--memory", 1, MostMegabytes),
    };

    private readonly Option<Variant?> variant = new("--variant")
    {
        Description = $"The arithmetic: {Variant.Paper.Name} (the papers' formulas) or {Variant.Original.Name} (what the Python program computes). Default: {Variant.Paper.Name}.",
        HelpName = "NAME",
        CustomParser = OptionParsing.With(Variant.Parse),
    };

    private readonly Option<IReadOnlyList<PictureKind>?> only = new("--only")
    {
        Description = $"Which of the six pictures are made, with commas between them: {AllKeys}. What no picture needs is not computed. Default: all six.",
        HelpName = "KEY,KEY",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = OptionParsing.With<IReadOnlyList<PictureKind>>(ParsePictures),
    };

    private readonly Option<string?> outputSize = new("--output-size")
    {
        Description = "The pictures' size: input (S x S) or original (the picture's own, up to 25 megapixels). Default: input.",
        HelpName = "SIZE",
        CustomParser = OptionParsing.With<string>(text => OptionParsing.OneOf("--output-size", text, SizeWords)),
    };

    /// <summary>Makes the options and adds them to a command.</summary>
    public MapOptions(Command command)
    {
        variant.CompletionSources.Add([.. Variant.All.Select(one => one.Name)]);
        only.CompletionSources.Add(ListCompletion.Of(_ => PictureCatalog.Six.Select(kind => kind.Key)));
        layerName.CompletionSources.Add(ListCompletion.Of(LayerCompletion.For));
        method.CompletionSources.Add(ListCompletion.Of(_ => MethodCatalog.All.Select(one => one.Key)));
        fuse.CompletionSources.Add(FusionWords);
        outputSize.CompletionSources.Add(SizeWords);
        foreach (Option option in (Option[])[method, layerName, classId, versus, fuse, seed, variant, only, outputSize, memory])
        {
            command.Options.Add(option);
        }
    }

    private static string AllKeys => string.Join(',', PictureCatalog.Six.Select(kind => kind.Key));

    /// <summary>Whether methods are named in place of the six pictures.</summary>
    public bool NamesMethods(ParseResult call) => call.GetValue(method) is { Count: > 0 };

    /// <summary>The other options' values.</summary>
    /// <exception cref="UsageException">Pictures and methods are both named.</exception>
    public ExplainOptions Bind(ParseResult call)
    {
        IReadOnlyList<IAttributionMethod> methods = call.GetValue(method) ?? [];
        IReadOnlyList<PictureKind> pictures = call.GetValue(only) ?? [];
        if (methods.Count > 0 && pictures.Count > 0)
        {
            throw new UsageException("--method and --only both say what is made: pass one of them");
        }

        return new ExplainOptions
        {
            Methods = methods,
            // Nobody asked for each of them by name.
            SkipUnserved = methods.Count == 0 ? pictures.Count == 0 : MethodCatalog.WithoutPasses.All(methods.Contains),
            Pictures = methods.Count > 0 ? [.. methods.SelectMany(PictureCatalog.For)] : pictures.Count > 0 ? pictures : PictureCatalog.Six,
            Layers = call.GetValue(layerName) ?? [],
            Targets = call.GetValue(classId) is { Count: > 0 } targets ? targets : ExplainOptions.Default.Targets,
            Versus = call.GetValue(versus),
            Fuse = call.GetValue(fuse) is { } word ? (LayerFusion)(Array.IndexOf(FusionWords, word) + 1) : LayerFusion.None,
            Seed = call.GetValue(seed) ?? 0,
            MemoryBudget = call.GetValue(memory) is { } megabytes ? (long)megabytes << 20 : ExplainOptions.Default.MemoryBudget,
            Variant = call.GetValue(variant) ?? Variant.Paper,
            OutputSize = call.GetValue(outputSize) is { } size ? (OutputSize)Array.IndexOf(SizeWords, size) : OutputSize.Input,
        };
    }

    private static PictureKind[] ParsePictures(string text)
    {
        string[] keys = text.Split(',', StringSplitOptions.TrimEntries);
        return keys.Contains(string.Empty)
            ? throw new UsageException($"--only {text}: a key is missing; the pictures are {AllKeys}, parted by commas (\"gradcam --help\" lists the options)")
            : [.. keys.Select(PictureCatalog.Find).Distinct()];
    }

    private static IEnumerable<IAttributionMethod> MethodsOf(string text) =>
        text.Equals("all", StringComparison.OrdinalIgnoreCase) ? MethodCatalog.WithoutPasses : [MethodCatalog.Parse(text)];

    private static string[] Words(string option, string text)
    {
        string[] words = text.Split(',', StringSplitOptions.TrimEntries);
        return words.All(word => word.Length > 0) ? words : throw new UsageException($"{option} holds an empty name: give names with commas between them");
    }

    private static Option<T?> Many<T>(string name, string helpName, string description, Func<string, T> parse)
        where T : class => new(name)
        {
            Description = description,
            HelpName = helpName,
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
            CustomParser = OptionParsing.With(parse),
        };
}
