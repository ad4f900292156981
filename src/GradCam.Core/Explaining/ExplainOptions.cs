using GradCam.Methods;
using GradCam.Rendering;

namespace GradCam;

/// <summary>What to explain of a picture, and how.</summary>
public sealed record ExplainOptions
{
    /// <summary>The word that stands for the layer of the whole final map.</summary>
    public const string WholeMap = "whole";

    /// <summary>The defaults.</summary>
    public static ExplainOptions Default { get; } = new();

    /// <summary>The pictures wanted; what is not asked for is not computed. Default: the six of the original program.</summary>
    public IReadOnlyList<PictureKind> Pictures { get; init; } = PictureCatalog.Six;

    /// <summary>Methods whose maps are wanted, with or without pictures of them, with their parameters. Default: none.</summary>
    public IReadOnlyList<IAttributionMethod> Methods { get; init; } = [];

    /// <summary>Whether methods and pictures that the network cannot serve are left out, which a warning says, in place of being refused. Default: false.</summary>
    public bool SkipUnserved { get; init; }

    /// <summary>Dotted module names, or <see cref="WholeMap"/>. Default: none, which means the network's default layer.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>What is asked of pictures whose question names nothing. Default: the predicted class.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [Target.Predicted];

    /// <summary>The class whose logit is taken off the explained one's: why this and not that. Default: null, none.</summary>
    public Target? Versus { get; init; }

    /// <summary>How the maps of several layers become one. Default: not at all.</summary>
    public LayerFusion Fuse { get; init; }

    /// <summary>Whose arithmetic is followed. Default: <see cref="Variant.Paper"/>.</summary>
    public Variant Variant { get; init; } = Variant.Paper;

    /// <summary>The size of the pictures. Default: the network's input size.</summary>
    public OutputSize OutputSize { get; init; } = OutputSize.Input;

    /// <summary>How the pictures are drawn. Default: as the original program draws them.</summary>
    public DrawingOptions Drawing { get; init; } = DrawingOptions.Default;

    /// <summary>What random numbers start from. Default: 0.</summary>
    public int Seed { get; init; }

    /// <summary>Bytes that the tensors of methods with passes of their own may take, above 0. Default: 512 MiB.</summary>
    public long MemoryBudget { get; init; } = 512L << 20;

    /// <summary>
    /// Whether five questions are asked of each map that could contradict it (<see cref="Explanation.Checks"/>): some 13 forward and 3 backward passes a map, and
    /// what a method with passes of its own takes three times more. Default: false.
    /// </summary>
    public bool Check { get; init; }

    /// <summary>Refuses what no explainer can do.</summary>
    /// <exception cref="ArgumentException">A list is missing or holds nothing where something is needed, or a value is out of its range.</exception>
    internal void Validate()
    {
        if (Pictures is null || Methods is null || Layers is null || Targets is null or { Count: 0 } || Variant is null || Drawing is null)
        {
            throw new ArgumentException("Pictures, methods and layers must be lists, and there must be a variant, a way of drawing and at least one target", nameof(ExplainOptions));
        }

        if (Pictures.Contains(null!) || Methods.Contains(null!) || Layers.Any(string.IsNullOrEmpty) || Targets.Contains(null!))
        {
            throw new ArgumentException("An entry of the pictures, methods, layers or targets is missing", nameof(ExplainOptions));
        }

        if (MemoryBudget <= 0 || Fuse is < LayerFusion.None or > LayerFusion.Mean || OutputSize is not (OutputSize.Input or OutputSize.Original))
        {
            throw new ArgumentException("The memory budget must be above 0, and fusion and output size must be values that there are", nameof(ExplainOptions));
        }

        Drawing.Validate();
    }
}
