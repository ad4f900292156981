using System.Runtime.InteropServices;

namespace GradCam.Native;

/// <summary>The end of the process, as native libraries see it.</summary>
internal static partial class NativeProcess
{
    /// <summary>
    /// Ends the process at once with an exit code; call it last, when everything is written and flushed. Taking libtorch and the
    /// runtime down in order costs a tenth of a second, and the system takes their memory back just as well.
    /// </summary>
    /// <param name="code">The exit code, 0 to 255.</param>
    /// <returns>The code, where there is no such call and the program ends in order: return it from <c>Main</c>.</returns>
    public static int End(int code)
    {
        if (OperatingSystem.IsLinux())
        {
            Exit(code);
        }

        return code;
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Exit(int code);
}
