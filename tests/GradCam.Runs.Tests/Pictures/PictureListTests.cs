using System.Runtime.Versioning;

namespace GradCam.Runs.Tests.Pictures;

public sealed class PictureListTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Folder_WithFoldersBelow_GivesPicturesByTheirPathBelowItInOrder()
    {
        folder.Write("b/two.png");
        folder.Write("b/deep/three.JPG");
        folder.Write("a.jpeg");
        folder.Write("b/notes.txt");

        Assert.Equal(["a.jpeg", "b/deep/three.JPG", "b/two.png"], NamesOf(folder.Path));
    }

    [Fact]
    public void File_OfAnyEnding_GoesByItsFileName()
    {
        string file = folder.Write("deep/scan.dat");

        ListedPicture picture = Assert.Single(PictureList.FromPaths([file]));

        Assert.Equal("scan.dat", picture.Name);
        Assert.Equal(file, picture.Path);
    }

    [Fact]
    public void Pattern_OverFolders_KeepsThePathBelowTheFolderBeforeTheFirstStar()
    {
        folder.Write("pets/cats/tom.jpg");
        folder.Write("pets/cats/tom.png");
        folder.Write("pets/dogs/rex.jpg");
        folder.Write("wild/wolf.jpg");

        Assert.Equal(["cats/tom.jpg", "dogs/rex.jpg"], NamesOf(folder["pets", "**", "*.jpg"]));
        Assert.Equal(["tom.jpg"], NamesOf(folder["pets", "cats", "*.jpg"]));
    }

    [Fact]
    public void ResultsBelowTheFolder_AreNotPicturesToExplain()
    {
        folder.Write("tom.jpg");
        folder.Write("results/tom-resnet50-cam.jpg");

        Assert.Equal("tom.jpg", Assert.Single(PictureList.FromPaths([folder.Path], exceptBelow: folder["results"])).Name);
    }

    [Fact]
    public void LinkToAFolderAbove_IsNotFollowed()
    {
        folder.Write("a/tom.jpg");
        Directory.CreateSymbolicLink(folder["a", "up"], folder.Path);

        Assert.Equal(["a/tom.jpg"], NamesOf(folder.Path));
    }

    [Theory]
    [InlineData("anim.gif")]
    [InlineData("scan.TIF")]
    public void Picture_OfAnyKindThatIsRead_IsListed(string name)
    {
        folder.Write(name);

        Assert.Equal([name], NamesOf(folder.Path));
    }

    [OrdinaryUserFact]
    [UnsupportedOSPlatform("windows")]
    public void FolderThatMayNotBeRead_IsToldInOneLine()
    {
        folder.Write("tom.jpg");
        folder.Write("closed/rex.jpg");
        File.SetUnixFileMode(folder["closed"], UnixFileMode.None);

        string told = Assert.Throws<PictureException>(() => PictureList.FromPaths([folder.Path])).Message;

        File.SetUnixFileMode(folder["closed"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.StartsWith($"{folder.Path}: not all of it can be read", told, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', told);
    }

    [Theory]
    [InlineData("missing.jpg")]
    [InlineData("missing/*.jpg")]
    [InlineData("*.jpg")]
    [InlineData("")]
    public void Path_WithoutAPicture_IsRefusedByName(string path)
    {
        string asked = folder[path];

        PictureException refusal = Assert.Throws<PictureException>(() => PictureList.FromPaths([asked]));

        Assert.StartsWith(asked, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_WhosePicturesAllLieWhereResultsGo_IsToldSo()
    {
        folder.Write("tom.jpg");

        string told = Assert.Throws<PictureException>(() => PictureList.FromPaths([folder.Path], exceptBelow: folder.Path)).Message;

        Assert.Equal($"{folder.Path}: every picture there lies in {folder.Path}, the folder for the results, which is left out of the search", told);
    }

    [Theory]
    [InlineData("Z:/*.jpg", 3, "Z:/", "*.jpg")]
    [InlineData("Z:/a/**/b*.jpg", 3, "Z:/a", "**/b*.jpg")]
    [InlineData("/*.jpg", 1, "/", "*.jpg")]
    [InlineData("a/*.jpg", 0, "a", "*.jpg")]
    [InlineData("*.jpg", 0, ".", "*.jpg")]
    public void Pattern_IsPartedBehindTheRootsSeparator(string path, int root, string expectedFolder, string pattern) =>
        Assert.Equal((expectedFolder, pattern), PictureList.Split(path, root));

    private static IEnumerable<string> NamesOf(string path) => PictureList.FromPaths([path]).Select(picture => picture.Name);
}
