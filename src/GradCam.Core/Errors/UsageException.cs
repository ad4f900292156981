namespace GradCam;

/// <summary>The call itself is wrong: an unknown network, variant or picture, or a value out of its range (exit code 2 on the command line).</summary>
/// <param name="message">One line that starts with the thing and says what is wrong.</param>
/// <param name="inner">What caused it, where something did.</param>
public sealed class UsageException(string message, Exception? inner = null) : GradCamException(message, inner)
{
    /// <summary>What was named or set wrongly, in the library's words (such as <c>network</c> or <c>half</c>); null where the message says all.</summary>
    public string? Name { get; init; }
}
