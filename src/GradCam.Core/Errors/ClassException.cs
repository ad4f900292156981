namespace GradCam;

/// <summary>A class id lies outside the checkpoint's classes.</summary>
/// <param name="message">One line that starts with the thing and says what is wrong.</param>
/// <param name="inner">What caused it, where something did.</param>
public sealed class ClassException(string message, Exception? inner = null) : GradCamException(message, inner);
