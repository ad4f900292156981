namespace GradCam;

/// <summary>Results could not be written.</summary>
public sealed class OutputException : GradCamException
{
    /// <summary>Makes the exception from its one line, and what caused it where something did.</summary>
    public OutputException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
