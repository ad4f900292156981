namespace GradCam;

/// <summary>Published weights could not be fetched, kept or verified.</summary>
public sealed class WeightsException : GradCamException
{
    /// <summary>Makes the exception from its one line, and what caused it where something did.</summary>
    public WeightsException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
