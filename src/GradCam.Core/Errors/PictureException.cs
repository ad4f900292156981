namespace GradCam;

/// <summary>A picture is missing, empty, truncated, too large or not a picture.</summary>
public sealed class PictureException : GradCamException
{
    /// <summary>Makes the exception from its one line, and what caused it where something did.</summary>
    public PictureException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
