using GradCam.Files;

namespace GradCam.Core.Tests.Files;

public sealed class FileFaultTests
{
    [Fact]
    public void Reason_OfASystemsMessage_LeavesThePathAndTheFullStopOut() =>
        Assert.Equal("No space left on device", FileFault.Reason(new IOException("No space left on device : '/tmp/a.jpg'.")));

    [Fact]
    public void Reason_OfAPathThatIsTooLong_DoesNotRepeatIt() => Assert.Equal("its path is too long", FileFault.Reason(new PathTooLongException($"The path '{new string('a', 5000)}' is too long.")));

    [Fact]
    public void Reason_WhereASystemKeepsOpenAndReadOnlyFiles_SaysWhichItIs()
    {
        string there = Path.GetTempFileName();
        UnauthorizedAccessException denied = new("Access to the path is denied.");

        Assert.Equal("access is denied: a program has it open, perhaps this one", FileFault.Reason(denied, there, isKeptWhileOpen: true));
        Assert.Equal("access is denied", FileFault.Reason(denied, there, isKeptWhileOpen: false));
        File.SetAttributes(there, FileAttributes.ReadOnly);
        Assert.Equal("access is denied: it is read-only", FileFault.Reason(denied, there, isKeptWhileOpen: true));
        File.SetAttributes(there, FileAttributes.Normal);
        File.Delete(there);
        Assert.Equal("access is denied", FileFault.Reason(denied, there, isKeptWhileOpen: true));
    }
}
