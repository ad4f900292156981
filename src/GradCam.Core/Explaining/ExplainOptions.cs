using GradCam.Rendering;

namespace GradCam;

/// <summary>What to explain of a picture, and how.</summary>
public sealed record ExplainOptions
{
    /// <summary>The defaults.</summary>
    public static ExplainOptions Default { get; } = new();

    /// <summary>A dotted module name, as torchvision names it. Default: null, the network's last convolution.</summary>
    public string? LayerName { get; init; }

    /// <summary>The class to explain, from 0 to the number of classes less 1, for every method. Default: null, the predicted class.</summary>
    public int? ClassId { get; init; }

    /// <summary>Whose arithmetic is followed. Default: <see cref="Variant.Paper"/>.</summary>
    public Variant Variant { get; init; } = Variant.Paper;

    /// <summary>The pictures wanted; what is not asked for is not computed. Default: all six.</summary>
    public IReadOnlyList<PictureKind> Pictures { get; init; } = PictureKinds.All;

    /// <summary>The size of the pictures. Default: the network's input size.</summary>
    public OutputSize OutputSize { get; init; } = OutputSize.Input;

    internal bool NeedsMask => Pictures.Any(kind => kind is PictureKind.Heatmap or PictureKind.Cam or PictureKind.GuidedCam);

    internal bool NeedsMaskPlusPlus => Pictures.Any(kind => kind is PictureKind.HeatmapPlusPlus or PictureKind.CamPlusPlus);

    internal bool NeedsGuided => Pictures.Any(kind => kind is PictureKind.GuidedBackpropagation or PictureKind.GuidedCam);
}
