namespace GradCam;

/// <summary>A class id lies outside the checkpoint's classes.</summary>
public sealed class ClassException : GradCamException
{
    /// <summary>Makes the exception from its one line, and what caused it where something did.</summary>
    public ClassException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
