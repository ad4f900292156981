namespace GradCam;

/// <summary>Results could not be written.</summary>
/// <param name="message">One line that starts with the thing and says what is wrong.</param>
/// <param name="inner">What caused it, where something did.</param>
public sealed class OutputException(string message, Exception? inner = null) : GradCamException(message, inner);
