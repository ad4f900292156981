namespace GradCam;

/// <summary>Published weights could not be fetched, kept or verified.</summary>
/// <param name="message">One line that starts with the thing and says what is wrong.</param>
/// <param name="inner">What caused it, where something did.</param>
public sealed class WeightsException(string message, Exception? inner = null) : GradCamException(message, inner);
