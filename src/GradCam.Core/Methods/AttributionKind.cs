namespace GradCam.Methods;

/// <summary>What a method makes, and so how it is drawn.</summary>
public enum AttributionKind
{
    /// <summary>A map of positions, drawn as a heat map and laid over the picture.</summary>
    Map,

    /// <summary>An attribution of pixels, drawn as a picture of its own.</summary>
    Pixels,

    /// <summary>Several maps, the parts that a layer's output is made of.</summary>
    Parts,
}
