using GradCam.Imaging;

namespace GradCam.Rendering;

/// <summary>How maps are drawn. The defaults draw as the original program does.</summary>
public sealed record DrawingOptions
{
    /// <summary>The defaults.</summary>
    public static DrawingOptions Default { get; } = new();

    /// <summary>The colours of heat maps, overlays and parts. Default: <see cref="Colormap.Jet"/>.</summary>
    public Colormap Colormap { get; init; } = Colormap.Jet;

    /// <summary>The heat map's share of an overlay, 0 to 1. Default: null, the original program's sum, stretched to the full range.</summary>
    public float? OverlayShare { get; init; }

    /// <summary>
    /// Around the connected regions where a map's mask at the input's size is at least this much, 0 to 1, boxes are found and drawn on its overlay.
    /// Default: null, no boxes. (Grad-CAM paper, section 4.1: 0.15.)
    /// </summary>
    public float? BoxesFrom { get; init; }

    /// <summary>
    /// Whether maps of a layer are enlarged by a cubic B-spline in place of linearly: round, without the diamonds of a coarse map's cells, a little wider, and
    /// scaled to 0 to 1 anew. Boxes are found on what is drawn; numbers that are written stay as they are. Default: false.
    /// </summary>
    public bool Smooth { get; init; }

    /// <summary>Refuses what cannot be drawn.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    internal void Validate()
    {
        if (!Enum.IsDefined(Colormap) || OverlayShare is { } share && !(share >= 0 && share <= 1) || BoxesFrom is { } least && !(least >= 0 && least <= 1))
        {
            throw new ArgumentException("The colour map must be one that there is, and the overlay's share and the boxes' value must be 0 to 1", nameof(DrawingOptions));
        }
    }
}
