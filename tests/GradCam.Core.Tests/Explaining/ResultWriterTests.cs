namespace GradCam.Core.Tests.Explaining;

public sealed class ResultWriterTests : IDisposable
{
    private static readonly byte[] First = [1, 2, 3], Second = [4, 5];

    private readonly string root = Directory.CreateTempSubdirectory("gradcam-results-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Write_IntoFoldersThatAreMissing_MakesThemAndGivesThePathsInOrder()
    {
        string folder = Path.Combine(root, "a", "b");

        IReadOnlyList<string> paths = ResultWriter.Write(folder, [("one.jpg", First), ("two.npy", Second)]);

        Assert.Equal([Path.Combine(folder, "one.jpg"), Path.Combine(folder, "two.npy")], paths);
        Assert.Equal(First, File.ReadAllBytes(paths[0]));
        Assert.Equal(Second, File.ReadAllBytes(paths[1]));
        Assert.Equal(2, Directory.EnumerateFileSystemEntries(folder).Count());
    }

    [Fact]
    public void Write_OverAnEarlierResult_ReplacesItAndLeavesOtherFilesAlone()
    {
        File.WriteAllBytes(Path.Combine(root, "one.jpg"), Second);
        File.WriteAllBytes(Path.Combine(root, "other.txt"), Second);

        ResultWriter.Write(root, [("one.jpg", First)]);

        Assert.Equal(First, File.ReadAllBytes(Path.Combine(root, "one.jpg")));
        Assert.Equal(["one.jpg", "other.txt"], NamesIn(root));
    }

    [Fact]
    public void Write_WhereAFolderStandsInTheSecondFilesPlace_NamesItAndWritesNothing()
    {
        string blocked = Path.Combine(root, "two.jpg");
        Directory.CreateDirectory(blocked);
        File.WriteAllBytes(Path.Combine(root, "one.jpg"), Second);

        OutputException failure = Assert.Throws<OutputException>(() => ResultWriter.Write(root, [("one.jpg", First), ("two.jpg", Second)]));

        Assert.StartsWith(blocked + ":", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["one.jpg", "two.jpg"], NamesIn(root));
        Assert.Equal(Second, File.ReadAllBytes(Path.Combine(root, "one.jpg")));
    }

    [Fact]
    public void Write_WhereOneNameIsTooLongToRenameTo_TakesTheRenamedOnesBackAndTheFolderToo()
    {
        string folder = Path.Combine(root, "made", "deep");
        string tooLong = new('n', 300);

        OutputException failure = Assert.Throws<OutputException>(() => ResultWriter.Write(folder, [("one.jpg", First), (tooLong, Second)]));

        Assert.Contains(tooLong, failure.Message, StringComparison.Ordinal);
        Assert.Empty(NamesIn(root));
    }

    [Fact]
    public void Write_WhereAFileStandsInTheFoldersPlace_NamesTheFolder()
    {
        string folder = Path.Combine(root, "results");
        File.WriteAllBytes(folder, First);

        OutputException failure = Assert.Throws<OutputException>(() => ResultWriter.Write(folder, [("one.jpg", First)]));

        Assert.StartsWith(folder + ":", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["results"], NamesIn(root));
    }

    [Fact]
    public void Write_BelowAFile_NamesTheFolderAndMakesNothing()
    {
        File.WriteAllBytes(Path.Combine(root, "file"), First);
        string folder = Path.Combine(root, "file", "results");

        OutputException failure = Assert.Throws<OutputException>(() => ResultWriter.Write(folder, [("one.jpg", First)]));

        Assert.StartsWith(folder + ":", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["file"], NamesIn(root));
    }

    [Fact]
    public void Write_AfterAFailureInAFolderThatWasThere_LeavesTheFolder()
    {
        string folder = Path.Combine(root, "kept");
        Directory.CreateDirectory(folder);

        Assert.Throws<OutputException>(() => ResultWriter.Write(folder, [(new string('n', 300), First)]));

        Assert.Equal(["kept"], NamesIn(root));
        Assert.Empty(NamesIn(folder));
    }

    [Theory]
    [InlineData("../../x.jpg")]
    [InlineData("a/b.jpg")]
    [InlineData("/x.jpg")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    [InlineData("a\0b.jpg")]
    [InlineData("con.jpg")]
    public void Write_ANameThatIsNoFilesNameAlone_IsRefusedAndNothingIsWritten(string name)
    {
        string folder = Path.Combine(root, "a", "b");

        ArgumentException failure = Assert.Throws<ArgumentException>(() => ResultWriter.Write(folder, [("one.jpg", First), (name, Second)]));

        Assert.Equal("files", failure.ParamName);
        Assert.Empty(NamesIn(root));
    }

    [Fact]
    public void Write_TheSameNameTwice_IsRefusedAndNothingIsWritten()
    {
        Assert.Throws<ArgumentException>(() => ResultWriter.Write(root, [("one.jpg", First), ("ONE.jpg", Second)]));

        Assert.Empty(NamesIn(root));
    }

    [Fact]
    public void Write_WhereALaterFileCannotBeRenamed_PutsTheOldResultsBack()
    {
        File.WriteAllBytes(Path.Combine(root, "one.jpg"), Second);

        Assert.Throws<OutputException>(() => ResultWriter.Write(root, [("one.jpg", First), (new string('n', 300), Second)]));

        Assert.Equal(["one.jpg"], NamesIn(root));
        Assert.Equal(Second, File.ReadAllBytes(Path.Combine(root, "one.jpg")));
    }

    private static string[] NamesIn(string folder) => [.. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
