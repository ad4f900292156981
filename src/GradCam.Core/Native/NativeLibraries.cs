using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OpenCvSharp;
using TorchSharp;

namespace GradCam.Native;

/// <summary>Loads OpenCV and libtorch, or says in one line why they cannot be loaded.</summary>
public static class NativeLibraries
{
    /// <summary>The most pixels that a picture may have: 100 megapixels.</summary>
    public const long MostPixels = 100_000_000;

    private static readonly Lazy<bool> OpenCv = new(LoadOpenCv);

    private static readonly Lazy<bool> Torch = new(() =>
        Load("LibTorchSharp", typeof(torch).Assembly, () => RuntimeHelpers.RunClassConstructor(typeof(torch).TypeHandle)));

    /// <summary>Loads OpenCV on the first call; later calls cost nothing.</summary>
    /// <remarks>
    /// Sets what OpenCV reads when it loads: at most <see cref="MostPixels"/> pixels a picture, and no messages of its own on stderr
    /// unless <c>OPENCV_LOG_LEVEL</c> is set. OpenCV then works on the calling thread alone, for the whole process: its pictures are
    /// small here, several are decoded side by side, and a second pool of threads would take the processors that libtorch was given.
    /// </remarks>
    /// <exception cref="NativeLibraryException">It cannot be loaded.</exception>
    public static void EnsureOpenCv() => _ = OpenCv.Value;

    /// <summary>Loads libtorch on the first call, as its first use would; later calls cost nothing.</summary>
    /// <remarks>Call it before anything of TorchSharp is used: where its library cannot load, TorchSharp copies files about and prints a page.</remarks>
    /// <exception cref="NativeLibraryException">It cannot be loaded.</exception>
    public static void EnsureTorch() => _ = Torch.Value;

    /// <summary>What the loader's message says of the cause, in one line.</summary>
    /// <param name="library">The library's name without prefix and ending.</param>
    /// <param name="loaderMessage">What the .NET loader said: on Linux and macOS a line for every file it tried.</param>
    internal static string CauseIn(string library, string loaderMessage)
    {
        string[] lines = loaderMessage.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length <= 1)
        {
            return lines.Length == 1 ? lines[0] : "no reason was given";
        }

        return lines.Skip(1).FirstOrDefault(line => !IsAbsentCandidate(library, line)) ?? "the file is not beside the program";
    }

    private static bool LoadOpenCv()
    {
        NativeEnvironment.Set("OPENCV_IO_MAX_IMAGE_PIXELS", MostPixels.ToString(CultureInfo.InvariantCulture));
        if (Environment.GetEnvironmentVariable("OPENCV_LOG_LEVEL") is null)
        {
            NativeEnvironment.Set("OPENCV_LOG_LEVEL", "SILENT");
        }

        return Load("OpenCvSharpExtern", typeof(Cv2).Assembly, () => Cv2.SetNumThreads(1));
    }

    private static bool Load(string library, Assembly owner, Action start)
    {
        try
        {
            NativeLibrary.Load(library, owner, null);
            start();
            return true;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException or TypeInitializationException)
        {
            throw new NativeLibraryException(
                $"native library {library} cannot be loaded: {CauseIn(library, e.GetBaseException().Message).TrimEnd('.')}; "
                + "it wants the whole output folder, as the build made it, and what the message names",
                e);
        }
    }

    private static bool IsAbsentCandidate(string library, string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        return colon > 0
            && Path.GetFileName(line[..colon]).Contains(library, StringComparison.Ordinal)
            && !File.Exists(line[..colon]);
    }
}
