using GradCam.Files;

namespace GradCam.Core.Tests.Files;

public sealed class WholeFileTests : IDisposable
{
    private static readonly byte[] Old = [9], First = [1, 2, 3], Second = [4, 5];

    private readonly string root = Directory.CreateTempSubdirectory("gradcam-whole-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Write_OverAnOldFile_ReplacesItAndLeavesNothingBesideIt()
    {
        string path = WithOld("one");

        WholeFile.Write(path, stream => stream.Write(First), flush: true);

        Assert.Equal(First, File.ReadAllBytes(path));
        Assert.Equal(["one"], Names());
    }

    [Fact]
    public void Write_WhoseContentFails_LeavesTheOldFileAndNoDraft()
    {
        string path = WithOld("one");

        Assert.Throws<InvalidDataException>(() => WholeFile.Write(path, stream =>
        {
            stream.Write(First);
            throw new InvalidDataException();
        }));

        Assert.Equal(Old, File.ReadAllBytes(path));
        Assert.Equal(["one"], Names());
    }

    [Fact]
    public void Write_WhileItsContentIsMade_StillShowsTheOldFile()
    {
        string path = WithOld("one");
        byte[]? meanwhile = null;

        WholeFile.Write(path, stream =>
        {
            stream.Write(First);
            stream.Flush();
            meanwhile = File.ReadAllBytes(path);
        });

        Assert.Equal(Old, meanwhile);
    }

    [Fact]
    public void Write_WithADraftInAnotherFolder_LeavesNothingThere()
    {
        string drafts = Directory.CreateDirectory(Path.Combine(root, "drafts")).FullName;

        WholeFile.Write(Path.Combine(root, "one"), stream => stream.Write(First), draft: Path.Combine(drafts, "1"));

        Assert.Equal(First, File.ReadAllBytes(Path.Combine(root, "one")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(drafts));
    }

    [Fact]
    public void WriteAll_WhoseSecondFileCannotBeRenamed_PutsTheOldFirstOneBack()
    {
        string path = WithOld("one");
        string tooLong = new('n', 300);

        WholeFileException failure = Assert.Throws<WholeFileException>(() => WholeFile.WriteAll(root, [("one", First), ("new", First), (tooLong, Second)]));

        Assert.Equal(Path.Combine(root, tooLong), failure.Path);
        Assert.Equal(Old, File.ReadAllBytes(path));
        Assert.Equal(["one"], Names());
    }

    [Fact]
    public void WriteAll_OverOldFiles_ReplacesThemAndLeavesNothingBesideThem()
    {
        WithOld("one");
        WithOld("two");

        WholeFile.WriteAll(root, [("one", First), ("two", Second)]);

        Assert.Equal(First, File.ReadAllBytes(Path.Combine(root, "one")));
        Assert.Equal(Second, File.ReadAllBytes(Path.Combine(root, "two")));
        Assert.Equal(["one", "two"], Names());
    }

    private string WithOld(string name)
    {
        string path = Path.Combine(root, name);
        File.WriteAllBytes(path, Old);
        return path;
    }

    private string[] Names() => [.. Directory.EnumerateFileSystemEntries(root).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
