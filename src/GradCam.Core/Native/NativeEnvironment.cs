using System.ComponentModel;
using System.Runtime.InteropServices;

namespace GradCam.Native;

/// <summary>Environment variables that native libraries read.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets a variable so that native code loaded afterwards sees it.</summary>
    /// <remarks>
    /// .NET keeps a copy of the environment of its own, which native code never sees: on Linux and macOS libc's <c>setenv</c> is called.
    /// Like it, this is not safe while other threads read the environment: call it before the library in question is loaded.
    /// </remarks>
    /// <param name="name">The variable's name, without <c>=</c>.</param>
    /// <param name="value">Its new value; an older one is replaced.</param>
    /// <exception cref="ArgumentException">The name is empty or holds <c>=</c>.</exception>
    /// <exception cref="NativeLibraryException">The system refused it.</exception>
    public static void Set(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        if (name.Contains('=', StringComparison.Ordinal))
        {
            throw new ArgumentException("A variable's name holds no '='", nameof(name));
        }

        if (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
        {
            if (SetEnv(name, value, overwrite: 1) != 0)
            {
                string why = new Win32Exception(Marshal.GetLastPInvokeError()).Message;
                throw new NativeLibraryException($"environment variable {name} cannot be set ({why})");
            }
        }
        else
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
