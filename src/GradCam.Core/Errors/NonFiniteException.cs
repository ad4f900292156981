namespace GradCam;

/// <summary>An activation or a gradient holds a value that is not finite.</summary>
public sealed class NonFiniteException : GradCamException
{
    /// <summary>Makes the exception from its one line, and what caused it where something did.</summary>
    public NonFiniteException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
