using GradCam.Files;

namespace GradCam.Core.Tests.Files;

public sealed class RelativePathTests
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "folder");

    [Theory]
    [InlineData("a.jpg", true)]
    [InlineData("a/b.jpg", true)]
    [InlineData("a/..b/c..jpg", true)]
    [InlineData("../a.jpg", false)]
    [InlineData("a/../../b.jpg", false)]
    [InlineData("/a.jpg", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void StaysWithin_ForAPath_TellsWhetherItCanLeaveTheFolder(string? relative, bool expected) =>
        Assert.Equal(expected, RelativePath.StaysWithin(relative));

    [Fact]
    public void Of_AFileBelow_PartsFoldersWithSlashesAndResolvesBack()
    {
        string file = Path.Combine(Folder, "a", "b.jpg");

        Assert.Equal("a/b.jpg", RelativePath.Of(Folder, file));
        Assert.Equal(file, RelativePath.Resolve(Folder, "a/b.jpg"));
    }

    [Fact]
    public void IsBelow_ForAFolderThatOnlyBeginsWithTheSameLetters_IsFalse()
    {
        Assert.True(RelativePath.IsBelow(Folder, Path.Combine(Folder, "a", "b.jpg")));
        Assert.False(RelativePath.IsBelow(Folder, Folder + "s"));
        Assert.False(RelativePath.IsBelow(Folder, Path.Combine(Folder, "..", "other.jpg")));
    }
}
