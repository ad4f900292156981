using System.Diagnostics;

namespace GradCam.Core.Tests.Native;

/// <summary>
/// Every native file of an output finds what it needs beside it or in the C and C++ runtime, read from the files themselves: a
/// machine with more installed cannot hide a gap.
/// </summary>
public sealed class NeededLibrariesTests(PublishedProgram program) : IClassFixture<PublishedProgram>
{
    private static readonly string[] Runtime =
    [
        "libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "libgcc_s.so", "libstdc++.so", "ld-linux-x86-64.so",
    ];

    /// <summary>Debian 12's libstdc++ (GCC 12) ends here.</summary>
    private static readonly Version NewestGlibcxx = new(3, 4, 30);

    /// <summary>Debian 12's glibc.</summary>
    private static readonly Version NewestGlibc = new(2, 36);

    [LinuxFact]
    public void BuiltOutput_EveryNativeFile_FindsWhatItNeeds() => AssertComplete(AppContext.BaseDirectory);

    [LinuxFact]
    public void PublishedOutput_EveryNativeFile_FindsWhatItNeeds()
    {
        AssertComplete(program.Folder);
        Assert.True(File.Exists(Path.Combine(program.Folder, "gradcam.dll")));
    }

    /// <summary>A hard link into bin or obj would change with the next build or publish that has other settings.</summary>
    [LinuxFact]
    public void PublishedOutput_EveryFileButThePackagesNativeOnes_IsAFileOfItsOwn()
    {
        using Process find = Process.Start(new ProcessStartInfo("find", [program.Folder, "-type", "f", "-links", "+1", "-not", "-name", "*.so*"])
        {
            RedirectStandardOutput = true,
        })!;

        Assert.Empty(find.StandardOutput.ReadToEnd());
        find.WaitForExit();
        Assert.Equal(0, find.ExitCode);
    }

    private static void AssertComplete(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder).Where(ElfNeeds.IsElf)];
        HashSet<string> beside = [.. files.Select(file => Path.GetFileName(file))];
        Assert.Superset(new HashSet<string> { "libtorch_cpu.so", "libLibTorchSharp.so", "libOpenCvSharpExtern.so" }, beside);

        (string File, ElfNeeds Needs)[] read = [.. files.Select(file => (Path.GetFileName(file), ElfNeeds.Of(file)))];
        Assert.Empty(read.SelectMany(entry => entry.Needs.Libraries
            .Where(library => !beside.Contains(library) && !Array.Exists(Runtime, name => library.StartsWith(name, StringComparison.Ordinal)))
            .Select(library => $"{entry.File} needs {library}")));
        Assert.Empty(read.SelectMany(entry => entry.Needs.StrongVersions
            .Where(version => IsNewer(version, "GLIBCXX_", NewestGlibcxx) || IsNewer(version, "GLIBC_", NewestGlibc))
            .Select(version => $"{entry.File} needs {version}")));
    }

    private static bool IsNewer(string need, string prefix, Version newest)
    {
        string version = need.Split(' ')[1];
        return version.StartsWith(prefix, StringComparison.Ordinal) && Version.TryParse(version[prefix.Length..], out Version? wanted) && wanted > newest;
    }
}
