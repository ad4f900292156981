using GradCam.Files;

namespace GradCam.Runs;

/// <summary>Tells what goes wrong with a run's folder by its path.</summary>
internal static class OutputWriting
{
    /// <summary>Writes something.</summary>
    /// <param name="target">Its path.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Do(string target, Action<string> write)
    {
        try
        {
            write(target);
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            throw Unwritable(target, failure);
        }
    }

    /// <summary>What is thrown where a path cannot be written.</summary>
    public static OutputException Unwritable(string path, Exception failure) =>
        new($"{ShownText.Of(path)}: cannot be written ({FileFault.Reason(failure, path)})", failure);
}
