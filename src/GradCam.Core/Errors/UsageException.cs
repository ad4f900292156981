namespace GradCam;

/// <summary>The call itself is wrong: an unknown network, variant or picture, or a value out of its range (exit code 2 on the command line).</summary>
public sealed class UsageException : GradCamException
{
    /// <summary>Makes the exception from its one line, and what caused it where something did.</summary>
    public UsageException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
