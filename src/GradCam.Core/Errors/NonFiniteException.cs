namespace GradCam;

/// <summary>An activation or a gradient holds a value that is not finite.</summary>
/// <param name="message">One line that starts with the thing and says what is wrong.</param>
/// <param name="inner">What caused it, where something did.</param>
public sealed class NonFiniteException(string message, Exception? inner = null) : GradCamException(message, inner);
