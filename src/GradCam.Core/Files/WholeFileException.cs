namespace GradCam.Files;

/// <summary>One of several files that are written together cannot be written.</summary>
/// <param name="path">Which one, or their folder.</param>
/// <param name="cause">What the system says.</param>
internal sealed class WholeFileException(string path, Exception cause) : IOException($"{ShownText.Of(path)}: cannot be written ({FileFault.Reason(cause, path)})", cause)
{
    /// <summary>The file, or the folder of all.</summary>
    public string Path { get; } = path;
}
