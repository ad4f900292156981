using System.Text;
using System.Text.RegularExpressions;
using GradCam.Core.Tests.Imaging;
using GradCam.Imaging;

namespace GradCam.Runs.Tests.Reports;

public sealed partial class DifferencePageTests : IDisposable
{
    private readonly PictureFolders folders = new();

    public void Dispose() => folders.Dispose();

    [Fact]
    public void Write_DifferingPicture_ShowsExpectedActualAndAmplifiedDifference()
    {
        RgbImage changed = TestPictures.Pattern();
        changed.Pixels[300] += 5;
        folders.InExpected("a.png", PictureEncoder.Png(TestPictures.Pattern()));
        folders.InActual("a.png", PictureEncoder.Png(changed));

        string page = Page(new ComparisonLimits(maxMean: 0));

        RgbImage[] shown = [.. Images(page)];
        Assert.Equal(3, shown.Length);
        Assert.Equal(TestPictures.Pattern().Pixels, shown[0].Pixels);
        Assert.Equal(changed.Pixels, shown[1].Pixels);
        Assert.Equal(300, Assert.Single(Enumerable.Range(0, shown[2].Pixels.Length), i => shown[2].Pixels[i] != 0));
        Assert.Equal(255, shown[2].Pixels[300]);
        Assert.Contains("<figcaption>Difference, 51 times</figcaption>", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"verdict different\">different</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SamePictures_ShowsTheTableAlone()
    {
        folders.Both("a.png", PictureEncoder.Png(TestPictures.Pattern()));

        string page = Page(new ComparisonLimits());

        Assert.Empty(Images(page));
        Assert.Contains("<td>infinite</td><td>1.0000</td><td>equal</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_MissingPicture_ShowsAnEmptyFrame()
    {
        folders.InExpected("a.png", PictureEncoder.Png(TestPictures.Pattern()));

        string page = Page(new ComparisonLimits());

        Assert.Single(Images(page));
        Assert.Contains("<div class=\"none\">no picture</div><figcaption>Actual</figcaption>", page, StringComparison.Ordinal);
        Assert.Contains("1 missing", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OnePixelOfALargePicture_IsNotLostByReduction()
    {
        var large = new RgbImage(2000, 1000, new byte[6_000_000]);
        var changed = new RgbImage(2000, 1000, new byte[6_000_000]);
        changed.Pixels[3 * ((501 * 2000) + 1001)] = 1;
        folders.InExpected("a.png", PictureEncoder.Png(large));
        folders.InActual("a.png", PictureEncoder.Png(changed));

        RgbImage difference = Images(Page(new ComparisonLimits(maxMean: 0))).Last();

        Assert.Equal((640, 320), (difference.Width, difference.Height));
        Assert.Equal(255, Assert.Single(difference.Pixels, level => level != 0));
        Assert.Equal(255, difference.Pixels[3 * ((160 * 640) + 320)]);
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;")]
    [InlineData("a\" onload=\"b & 'c'", "a&quot; onload=&quot;b &amp; &#39;c&#39;")]
    [InlineData("\u001b[31m\nred\u202Egnp", "\\u001b[31m\\u000ared\\u202egnp")]
    public void Write_Names_AreTextAlone(string name, string shown)
    {
        var entry = new PictureComparison(name, null, null, PictureVerdict.Different, null, name);

        string page = Page(new Comparison(name, name, new ComparisonLimits(), [entry]));

        Assert.Contains($"<h2 id=\"h0\">{shown}</h2>", page, StringComparison.Ordinal);
        Assert.Contains($"<code>{shown}</code>", page, StringComparison.Ordinal);
        Assert.DoesNotContain(name, page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Page_NeedsNothingBesideIt()
    {
        folders.InExpected("a.png", PictureEncoder.Png(TestPictures.Pattern()));
        string page = Page(new ComparisonLimits());

        Assert.DoesNotContain("http:", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https:", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', page);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_FileInAMissingFolder_IsRefused()
    {
        folders.Both("a.png", PictureEncoder.Png(TestPictures.Pattern()));
        Comparison same = PictureComparer.Compare(folders.Expected, folders.Actual);

        Assert.Throws<OutputException>(() => DifferencePage.Write(same, Path.Combine(folders.Actual, "no", "diff.html")));
    }

    [Fact]
    public void Write_File_IsReplacedAndNothingElseIsLeft()
    {
        folders.Both("a.png", PictureEncoder.Png(TestPictures.Pattern()));
        string path = Path.Combine(folders.Actual, "diff.html");
        File.WriteAllText(path, "old");

        DifferencePage.Write(PictureComparer.Compare(folders.Expected, folders.Actual), path);

        Assert.StartsWith("<!doctype html>", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(["a.png", "diff.html"], Directory.GetFiles(folders.Actual).Select(Path.GetFileName).Order());
    }

    private string Page(ComparisonLimits limits) => Page(PictureComparer.Compare(folders.Expected, folders.Actual, limits));

    private static string Page(Comparison comparison)
    {
        using MemoryStream page = new();
        DifferencePage.Write(comparison, page);
        return Encoding.UTF8.GetString(page.ToArray());
    }

    private static IEnumerable<RgbImage> Images(string page) =>
        DataUri().Matches(page).Select(match => PictureDecoder.Decode(Convert.FromBase64String(match.Groups[1].Value), "shown"));

    [GeneratedRegex("src=\"data:image/png;base64,([^\"]+)\"")]
    private static partial Regex DataUri();
}
