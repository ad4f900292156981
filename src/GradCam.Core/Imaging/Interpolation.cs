namespace GradCam.Imaging;

/// <summary>The filter that a picture is resized with.</summary>
public enum Interpolation
{
    /// <summary>A triangle, two pixels wide.</summary>
    Bilinear,

    /// <summary>Keys's cubic with a = -0.5, four pixels wide.</summary>
    Bicubic,
}
