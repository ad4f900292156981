using System.Formats.Tar;

namespace GradCam.Runs.Tests.Pictures;

public sealed class TarPicturesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Archive_GivesItsPicturesInItsOrder_WithTheirBytes()
    {
        byte[] content = DrawnPictures.Jpeg(100);
        string archive = Tar("data-0.tar", ("b/2.jpg", content), ("note.txt", [1]), ("./1.jpg", [2, 3]));

        IReadOnlyList<ListedPicture> pictures = PictureList.FromPaths([archive]);

        Assert.Equal(["data-0.tar/b/2.jpg", "data-0.tar/1.jpg"], pictures.Select(picture => picture.Name));
        Assert.Equal($"{archive}/b/2.jpg", pictures[0].Path);
        Assert.Equal(content, pictures[0].Archived!.Read("b"));
        Assert.Equal([2, 3], pictures[1].Archived!.Read("a"));
    }

    [Fact]
    public void Pattern_ThatEndsInTar_GivesThePicturesOfEachArchive_ByName()
    {
        Tar("b.tar", ("1.jpg", [1]));
        Tar("a.tar", ("1.jpg", [1]));
        folder.Write("c.jpg");

        Assert.Equal(["a.tar/1.jpg", "b.tar/1.jpg"], PictureList.FromPaths([folder["*.tar"]]).Select(picture => picture.Name));
        Assert.Equal(["c.jpg"], PictureList.FromPaths([folder.Path]).Select(picture => picture.Name));
    }

    [Theory]
    [InlineData("../1.jpg")]
    [InlineData("/etc/1.jpg")]
    [InlineData("a/../../1.jpg")]
    public void Name_ThatLeadsOutOfTheFolder_IsRefused(string name)
    {
        string archive = Tar("a.tar", (name, [1]));

        Assert.StartsWith($"{archive}: holds {name}", Assert.Throws<PictureException>(() => PictureList.FromPaths([archive])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archive_ThatIsNone_OrIsCutOff_IsRefused()
    {
        string none = folder.Write("none.tar", new string('x', 2000)), cut = Tar("cut.tar", ("1.jpg", new byte[4000]));
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..1500]);

        Assert.StartsWith($"{none}: is no tar archive", Assert.Throws<PictureException>(() => PictureList.FromPaths([none])).Message, StringComparison.Ordinal);
        Assert.StartsWith($"{cut}: is no tar archive", Assert.Throws<PictureException>(() => PictureList.FromPaths([cut])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OfAnArchive_FindsWhatFilesGive_KeepsOffsets_AndShowsThePicturesInItsPage()
    {
        string archive = Tar("a.tar", [.. Enumerable.Range(0, 5).Select(i => ($"{i}.jpg", DrawnPictures.Jpeg(50 * i)))]);
        for (int i = 0; i < 5; i++)
        {
            folder.Write($"files/{i}.jpg", DrawnPictures.Jpeg(50 * i));
        }

        Run(archive, "tar");
        Run(folder["files"], "plain");

        Assert.Equal(ResultsReader.Read(folder["plain"]).Select(line => line.ClassId), ResultsReader.Read(folder["tar"]).Select(line => line.ClassId));
        Assert.Equal(File.ReadAllBytes(folder["plain", "3-a-cam.jpg"]), File.ReadAllBytes(folder["tar", "a.tar", "3-a-cam.jpg"]));
        Assert.Equal(5, File.ReadAllLines(folder["tar", "pictures.jsonl"]).Count(line => line.Contains("\"offset\":", StringComparison.Ordinal)));
        Assert.DoesNotContain("\"url\":null", File.ReadAllText(folder["tar", "report.html"]), StringComparison.Ordinal);
        Assert.Contains("\"url\":\"data:", File.ReadAllText(folder["tar", "report.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Picture_OfAnArchiveThatCannotBeRead_IsLeftOutOfAPage()
    {
        string archive = Tar("a.tar", ("0.jpg", DrawnPictures.Jpeg(10)));
        Assert.NotNull(new SourcePictures().Decode($"{archive}/0.jpg"));
        using FileStream held = new(archive, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Null(new SourcePictures().Decode($"{archive}/0.jpg"));
    }

    [Fact]
    public void PictureThatChangesInItsArchive_IsComputedAgain()
    {
        string archive = Tar("a.tar", ("0.jpg", DrawnPictures.Jpeg(10)), ("1.jpg", DrawnPictures.Jpeg(10)));
        Run(archive, "tar");
        Tar("a.tar", ("0.jpg", DrawnPictures.Jpeg(10)), ("1.jpg", DrawnPictures.Jpeg(250)));
        File.SetLastWriteTimeUtc(archive, File.GetLastWriteTimeUtc(archive).AddMinutes(1));

        Run(archive, "tar");

        Assert.Equal([0, 3], ResultsReader.Read(folder["tar"]).Select(line => line.ClassId));
    }

    private void Run(string images, string output)
    {
        var plan = BatchPlan.Make(PictureList.FromPaths([images]), new BatchDefaults([new NetworkChoice("a", null)]), 1);
        using (ResultsFolder results = ResultsFolder.Open(folder[output], plan, new RunSettings([]), resume: true))
        {
            new BatchRunner(plan, results, _ => new BrightnessExplainer("a")).Run();
        }

        using ResultsFolder finished = ResultsFolder.Reopen(folder[output]);
        RunReports.Write(finished);
    }

    private string Tar(string name, params (string Name, byte[] Content)[] entries)
    {
        string path = folder[name];
        using TarWriter writer = new(File.Create(path), TarEntryFormat.Ustar);
        foreach ((string entry, byte[] content) in entries)
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, entry) { DataStream = new MemoryStream(content) });
        }

        return path;
    }
}
