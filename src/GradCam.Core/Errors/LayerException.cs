namespace GradCam;

/// <summary>A layer is unknown, gives no [C,h,w] map, or has no influence on the score.</summary>
public sealed class LayerException : GradCamException
{
    /// <summary>Makes the exception from its one line, and what caused it where something did.</summary>
    public LayerException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
