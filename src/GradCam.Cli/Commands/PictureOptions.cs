using System.CommandLine;
using GradCam.Imaging;
using GradCam.Rendering;

namespace GradCam.Cli.Commands;

/// <summary>The options that say how pictures are drawn and encoded; made anew for each command that takes them.</summary>
internal sealed class PictureOptions
{
    private readonly Option<string?> colormap = new("--colormap")
    {
        Description = $"The colours of heat maps and overlays, as OpenCV names them: {string.Join(", ", ColourTables.Names)}. Default: jet.",
        HelpName = "NAME",
        CustomParser = OptionParsing.With<string>(ParseColormap),
    };

    private readonly Option<float[]?> overlay = new("--overlay")
    {
        Description = "The heat map's share of the overlay, 0 to 1. Default: main.py's sum of picture and heat map, stretched to the full range.",
        HelpName = "SHARE",
        CustomParser = OptionParsing.Share("--overlay"),
    };

    private readonly Option<float[]?> boxes = new("--boxes")
    {
        Description = "Find the boxes around the connected regions where a map's mask is at least this much, 0 to 1 (the Grad-CAM paper takes 0.15): drawn on the overlay, and with --json in the picture's own pixels. Default: off.",
        HelpName = "VALUE",
        CustomParser = OptionParsing.Share("--boxes"),
    };

    private readonly Option<bool> smooth = new("--smooth")
    {
        Description = "Enlarge maps of a layer by a cubic B-spline: round, without the diamonds that a coarse map's cells give, and a little wider. Default: off, linearly.",
    };

    private readonly Option<bool> png = new("--png") { Description = "Write PNG files, which lose nothing, in place of JPEG. Default: off." };

    private readonly Option<int?> jpegQuality = new("--jpeg-quality")
    {
        Description = "The JPEG files' quality, 1 to 100, chroma 4:4:4. Default: 95.",
        HelpName = "Q",
        CustomParser = OptionParsing.WholeNumber("--jpeg-quality", 1, 100),
    };

    /// <summary>Makes the options and adds them to a command.</summary>
    public PictureOptions(Command command)
    {
        colormap.CompletionSources.Add([.. ColourTables.Names]);
        foreach (Option option in (Option[])[colormap, overlay, boxes, smooth, png, jpegQuality])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>How pictures are drawn.</summary>
    public DrawingOptions Drawing(ParseResult call) => new()
    {
        Colormap = call.GetValue(colormap) is { } name ? (Colormap)ColourTables.IndexOf(name) : Colormap.Jet,
        OverlayShare = call.GetValue(overlay) is [var share] ? share : null,
        BoxesFrom = call.GetValue(boxes) is [var least] ? least : null,
        Smooth = call.GetValue(smooth),
    };

    /// <summary>How pictures are encoded.</summary>
    /// <exception cref="UsageException">PNG and a quality of JPEG are both asked for.</exception>
    public ResultOptions Encoding(ParseResult call) => call.GetValue(png) && call.GetValue(jpegQuality) is not null
        ? throw new UsageException("--png and --jpeg-quality both say how pictures are written: pass one of them")
        : new ResultOptions { Png = call.GetValue(png), JpegQuality = call.GetValue(jpegQuality) ?? new ResultOptions().JpegQuality };

    private static string ParseColormap(string text) => ColourTables.IndexOf(text) is >= 0 and var index
        ? ColourTables.Names[index]
        : throw new UsageException(
            $"--colormap {text}: no such colours{NameAdvice.For(text, ColourTables.Names)}; they are {string.Join(", ", ColourTables.Names)} (\"gradcam --help\" lists the options)");
}
