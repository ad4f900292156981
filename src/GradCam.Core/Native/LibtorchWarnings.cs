using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace GradCam.Native;

/// <summary>Warnings that libtorch prints on stderr by itself, where no caller asked for them.</summary>
internal static class LibtorchWarnings
{
    /// <summary>libtorch's level above which messages are printed is a global variable of its core library; C++ names it differently on Windows.</summary>
    private const string Library = "c10", Level = "FLAGS_caffe2_log_level", LevelOnWindows = "?FLAGS_caffe2_log_level@@3HA";

    private const int FatalOnly = 3;

    private static readonly Lazy<bool> CreateGraph = new(WarnUnheard);

    /// <summary>
    /// Lets the warning that libtorch prints once a process, when a gradient is asked for that can be derived again, be said where nobody hears it: of the
    /// reference cycle that it warns of nothing is left, since <c>.grad</c> is cleared. Messages are held back for that one call alone.
    /// </summary>
    public static void SilenceCreateGraph() => _ = CreateGraph.Value;

    private static bool WarnUnheard()
    {
        string library = OperatingSystem.IsWindows() ? $"{Library}.dll" : OperatingSystem.IsMacOS() ? $"lib{Library}.dylib" : $"lib{Library}.so";
        // Where the variable is not found, libtorch's warning is all that is lost by it.
        if (!NativeLibrary.TryLoad(library, typeof(TorchSharp.torch).Assembly, null, out nint loaded)
            || !NativeLibrary.TryGetExport(loaded, OperatingSystem.IsWindows() ? LevelOnWindows : Level, out nint level))
        {
            return false;
        }

        int before = Marshal.ReadInt32(level);
        Marshal.WriteInt32(level, FatalOnly);
        try
        {
            using TorchSharp.DisposeScope scope = NewDisposeScope();
            using IDisposable gradients = set_grad_enabled(true);
            Tensor leaf = ones([1], requires_grad: true);
            autograd.backward([leaf.exp()], create_graph: true, inputs: [leaf]);
            leaf.grad = null;
            return true;
        }
        finally
        {
            Marshal.WriteInt32(level, before);
        }
    }
}
