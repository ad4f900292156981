namespace GradCam;

/// <summary>A native library could not be loaded.</summary>
public sealed class NativeLibraryException : GradCamException
{
    /// <summary>Makes the exception from its one line, and what caused it where something did.</summary>
    public NativeLibraryException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
