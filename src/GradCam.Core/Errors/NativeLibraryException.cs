namespace GradCam;

/// <summary>A native library could not be loaded.</summary>
/// <param name="message">One line that starts with the thing and says what is wrong.</param>
/// <param name="inner">What caused it, where something did.</param>
public sealed class NativeLibraryException(string message, Exception? inner = null) : GradCamException(message, inner);
