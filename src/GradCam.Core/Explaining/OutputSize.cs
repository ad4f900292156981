namespace GradCam;

/// <summary>The size of the pictures that are made.</summary>
public enum OutputSize
{
    /// <summary>The network's input size, S x S.</summary>
    Input,

    /// <summary>The explained picture's own size, up to 25 megapixels.</summary>
    Original,
}
