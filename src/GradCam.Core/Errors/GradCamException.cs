namespace GradCam;

/// <summary>The base of every failure that a caller can cause or meet: its message is one line that names the thing, says what is wrong and what to do.</summary>
public abstract class GradCamException : Exception
{
    /// <summary>Makes the exception from its one line, and what caused it where something did.</summary>
    private protected GradCamException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
