using GradCam.Native;
using TorchSharp;

namespace GradCam.Core.Tests.Native;

public sealed class NativeLibrariesTests
{
    private const string Preamble = "Unable to load shared library 'LibTorchSharp' or one of its dependencies. In order to help, use strace: \n";

    [Fact]
    public void EnsureTorch_WithTheBuildsLibraries_LoadsThem()
    {
        NativeLibraries.EnsureTorch();

        Assert.True(torch.get_num_threads() > 0);
    }

    [Fact]
    public void CauseIn_MissingDependency_NamesIt()
    {
        string message = Preamble
            + "libatomic.so.1: cannot open shared object file: No such file or directory\n"
            + "/nowhere/libLibTorchSharp.so: cannot open shared object file: No such file or directory\n";

        Assert.Equal("libatomic.so.1: cannot open shared object file: No such file or directory", NativeLibraries.CauseIn("LibTorchSharp", message));
    }

    [Fact]
    public void CauseIn_OldRuntime_NamesTheVersion()
    {
        const string Version = "/lib/libstdc++.so.6: version `GLIBCXX_3.4.32' not found (required by /app/libLibTorchSharp.so)";

        Assert.Equal(Version, NativeLibraries.CauseIn("LibTorchSharp", Preamble + "/nowhere/LibTorchSharp.so: cannot open: No such file\n" + Version + "\n"));
    }

    [Fact]
    public void CauseIn_OnlyAbsentCandidates_SaysThatTheFileIsMissing() =>
        Assert.Equal(
            "the file is not beside the program",
            NativeLibraries.CauseIn("LibTorchSharp", Preamble + "/nowhere/libLibTorchSharp.so: cannot open shared object file: No such file or directory\n"));

    [Fact]
    public void CauseIn_OneLine_IsTakenWhole() => Assert.Equal("Not found. (0x8007007E)", NativeLibraries.CauseIn("X", "Not found. (0x8007007E)\n"));
}
