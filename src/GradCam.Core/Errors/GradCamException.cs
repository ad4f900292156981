namespace GradCam;

/// <summary>The base of every failure that a caller can cause or meet: its message is one line, without a full stop, that starts with the thing and says what is wrong.</summary>
public abstract class GradCamException : Exception
{
    /// <summary>Makes the exception from its one line, and what caused it where something did.</summary>
    private protected GradCamException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
