namespace GradCam;

/// <summary>A picture is missing, empty, truncated, too large or not a picture.</summary>
/// <param name="message">One line that starts with the thing and says what is wrong.</param>
/// <param name="inner">What caused it, where something did.</param>
public sealed class PictureException(string message, Exception? inner = null) : GradCamException(message, inner);
