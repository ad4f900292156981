using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Rendering;

namespace GradCam;

/// <summary>Why a network gave its answer for one picture: plain arrays and pictures, no native memory.</summary>
public sealed record Explanation
{
    /// <summary>The network's name as it was asked for; "module" for a caller's own.</summary>
    public required string Network { get; init; }

    /// <summary>The recorded layer's dotted name.</summary>
    public required string Layer { get; init; }

    /// <summary>Whose arithmetic was followed.</summary>
    public required Variant Variant { get; init; }

    /// <summary>True where inception_v3's input was transformed as torchvision's published weights need it.</summary>
    public required bool TransformInput { get; init; }

    /// <summary>The class explained.</summary>
    public required ClassScore Class { get; init; }

    /// <summary>The five most probable classes (fewer where there are fewer), the most probable first.</summary>
    public required IReadOnlyList<ClassScore> TopFive { get; init; }

    /// <summary>The network's output before softmax, a value a class.</summary>
    public required float[] Logits { get; init; }

    /// <summary>The side S of the network's square input in pixels.</summary>
    public required int InputSize { get; init; }

    /// <summary>The Grad-CAM mask, S x S, 0 to 1; null where it was not asked for.</summary>
    public SaliencyMask? Mask { get; init; }

    /// <summary>The Grad-CAM++ mask, S x S, 0 to 1; null where it was not asked for.</summary>
    public SaliencyMask? MaskPlusPlus { get; init; }

    /// <summary>Guided backpropagation's gradient at the input, [3, S, S]; null where it was not asked for.</summary>
    public float[]? Guided { get; init; }

    /// <summary>The pictures that were asked for.</summary>
    public required IReadOnlyDictionary<PictureKind, RgbImage> Pictures { get; init; }

    /// <summary>Seconds a stage took; a stage that serves a whole batch is shared out over its pictures.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }
}
