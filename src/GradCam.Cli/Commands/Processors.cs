using GradCam.Native;
using static TorchSharp.torch;

namespace GradCam.Cli.Commands;

/// <summary>The processors that libtorch computes on: a choice for the whole process, and so the program's and not the library's.</summary>
internal static class Processors
{
    /// <summary>Sets libtorch's threads within an operation.</summary>
    /// <param name="threads">1 or more.</param>
    /// <exception cref="NativeLibraryException">libtorch cannot be loaded.</exception>
    public static void Use(int threads)
    {
        NativeLibraries.EnsureTorch();
        set_num_threads(threads);
    }
}
