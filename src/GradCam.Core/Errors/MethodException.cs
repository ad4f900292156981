namespace GradCam;

/// <summary>A method cannot be had of this network.</summary>
/// <param name="message">One line that starts with the thing and says what is wrong.</param>
/// <param name="inner">What caused it, where something did.</param>
public sealed class MethodException(string message, Exception? inner = null) : GradCamException(message, inner);
