using System.CommandLine;
using GradCam.Rendering;

namespace GradCam.Cli.Commands;

/// <summary>The options that say what is explained and how it is drawn; made anew for each command that takes them.</summary>
internal sealed class MapOptions
{
    private readonly Option<string?> layerName = new("--layer-name")
    {
        Description = "The layer whose map is drawn, by its dotted module name; \"gradcam layers\" lists them. Default: the last convolution.",
        HelpName = "NAME",
        CustomParser = OptionParsing.Name("--layer-name"),
    };

    private readonly Option<int?> classId = new("--class-id")
    {
        Description = "The class to explain, 0 to the checkpoint's last. Default: the predicted class.",
        HelpName = "N",
        CustomParser = OptionParsing.WholeNumber("--class-id"),
    };

    private readonly Option<Variant?> variant = new("--variant")
    {
        Description = $"The arithmetic: {Variant.Paper.Name} (the papers' formulas) or {Variant.Original.Name} (what the Python program computes). Default: {Variant.Paper.Name}.",
        HelpName = "NAME",
        CustomParser = OptionParsing.With(Variant.Parse),
    };

    private readonly Option<IReadOnlyList<PictureKind>?> only = new("--only")
    {
        Description = $"The pictures wanted: some of {AllKeys}; the others are not computed. Default: all.",
        HelpName = "KEY,KEY",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = true,
        CustomParser = OptionParsing.With<IReadOnlyList<PictureKind>>(ParsePictures),
    };

    private readonly Option<OutputSize> outputSize = new("--output-size")
    {
        Description = "The pictures' size: input (S x S) or original (the picture's own, up to 25 megapixels). Default: input.",
        HelpName = "SIZE",
        CustomParser = OptionParsing.With(ParseOutputSize),
    };

    private readonly Option<int?> jpegQuality = new("--jpeg-quality")
    {
        Description = "The JPEG files' quality, 1 to 100, chroma 4:4:4. Default: 95.",
        HelpName = "Q",
        CustomParser = OptionParsing.WholeNumber("--jpeg-quality", 1, 100),
    };

    /// <summary>Makes the options and adds them to a command.</summary>
    public MapOptions(Command command)
    {
        variant.CompletionSources.Add([.. Variant.All.Select(one => one.Name)]);
        only.CompletionSources.Add([.. PictureCatalog.Six.Select(kind => kind.Key)]);
        outputSize.CompletionSources.Add(Names);
        foreach (Option option in (Option[])[layerName, classId, variant, only, outputSize, jpegQuality])
        {
            command.Options.Add(option);
        }
    }

    private static string AllKeys => string.Join(',', PictureCatalog.Six.Select(kind => kind.Key));

    private static string[] Names => [.. Enum.GetNames<OutputSize>().Select(name => name.ToLowerInvariant())];

    /// <summary>The quality of JPEG files, 1 to 100.</summary>
    public int JpegQuality(ParseResult call) => call.GetValue(jpegQuality) ?? new ResultOptions().JpegQuality;

    /// <summary>The other options' values.</summary>
    public ExplainOptions Bind(ParseResult call) => new()
    {
        Layers = call.GetValue(layerName) is { } layer ? [layer] : [],
        Targets = [call.GetValue(classId)],
        Variant = call.GetValue(variant) ?? Variant.Paper,
        Pictures = call.GetValue(only) is { Count: > 0 } wanted ? wanted : PictureCatalog.Six,
        OutputSize = call.GetValue(outputSize),
    };

    private static PictureKind[] ParsePictures(string text)
    {
        string[] keys = text.Split(',', StringSplitOptions.TrimEntries);
        return keys.Contains(string.Empty)
            ? throw new UsageException($"--only {text}: a key is missing; the pictures are {AllKeys}, parted by commas (\"gradcam --help\" lists the options)")
            : [.. keys.Select(PictureCatalog.Find).Distinct()];
    }

    private static OutputSize ParseOutputSize(string text)
    {
        int index = Array.IndexOf(Names, text);
        return index >= 0
            ? Enum.GetValues<OutputSize>()[index]
            : throw new UsageException($"--output-size {text}: no such size; pass {string.Join(" or ", Names)} (\"gradcam --help\" lists the options)");
    }
}
