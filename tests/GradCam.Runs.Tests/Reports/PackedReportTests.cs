using System.Text.RegularExpressions;

namespace GradCam.Runs.Tests.Reports;

/// <summary>What is made of a run whose files are packed.</summary>
public sealed partial class PackedReportTests : IDisposable
{
    private readonly PackedRunPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Page_HoldsThePicturesThatTheUnpackedRunsPageHolds()
    {
        place.Run("loose", isPacked: false);
        place.Report("loose");

        place.Report("whole");

        Assert.Equal(File.ReadAllText(place["loose", "report.html"]), File.ReadAllText(place["whole", "report.html"]));
    }

    [Fact]
    public void PicturesTooManyForOnePage_AreThumbnailsInPages_AndNoLinks()
    {
        place.Report("whole", embeddedBytes: 0);

        string page = File.ReadAllText(place["whole", "report-pages", "000000.html"]), first = File.ReadAllText(place["whole", "report.html"]);
        int results = ResultsReader.Read(place.Whole).Count(line => line.Error is null);
        Assert.Equal(results, Thumbnails().Count(page));
        Assert.Equal(results, Thumbnails().Count(first));
        Assert.DoesNotContain(".tar", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_TellsWhereThePicturesAre()
    {
        place.Report("whole");

        string table = File.ReadAllText(place["whole", "table.md"]);
        Assert.Contains("| results-000000.tar/00-a-class0.cam.jpg |", table, StringComparison.Ordinal);
        Assert.DoesNotContain("](", table, StringComparison.Ordinal);
    }

    [Fact]
    public void ArchiveThatIsGone_IsToldByName()
    {
        File.Delete(place["whole", "results-000001.tar"]);

        string told = Assert.Throws<PictureException>(() => place.Report("whole")).Message;

        Assert.Contains("results-000001.tar", told, StringComparison.Ordinal);
        Assert.Contains("is gone; a resumed run makes it again", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_PairsPackedPicturesWithUnpackedOnes()
    {
        place.Run("loose", isPacked: false);

        Comparison comparison = PictureComparer.Compare(place["loose"], place.Whole, new ComparisonLimits(0, 1));

        Assert.True(comparison.IsSame);
        Assert.Equal(ResultsReader.Read(place.Whole).Count(line => line.Error is null) * 3, comparison.Pictures.Count);
    }

    [GeneratedRegex("<img alt=\"\" src=\"data:image/jpeg;base64,[A-Za-z0-9+/=]+\">")]
    private static partial Regex Thumbnails();
}
