using GradCam.Core.Tests.Imaging;
using GradCam.Imaging;

namespace GradCam.Runs.Tests.Comparing;

public sealed class PictureComparerTests : IDisposable
{
    private static readonly ComparisonLimits Exact = new(maxMean: 0);

    private readonly PictureFolders folders = new();

    public void Dispose() => folders.Dispose();

    [Fact]
    public void Compare_EqualFolders_AreTheSameEvenExactly()
    {
        folders.Both("a.png", PictureEncoder.Png(TestPictures.Pattern()));
        folders.Both("below/b.jpg", PictureEncoder.Jpeg(TestPictures.Pattern()));

        Comparison found = PictureComparer.Compare(folders.Expected, folders.Actual, new ComparisonLimits(maxMean: 0, minSsim: 1));

        Assert.True(found.IsSame);
        Assert.Equal(["a.png", "below/b.jpg"], found.Pictures.Select(picture => picture.Name));
        Assert.All(found.Pictures, picture => Assert.Equal("equal", picture.Finding));
    }

    [Theory]
    [InlineData(0, 0.9)]
    [InlineData(4, 1)]
    [InlineData(0, -1)]
    public void Compare_OneLevelInOneChannelOfOnePixel_IsFoundWhenToldToBeExact(double maxMean, double minSsim)
    {
        RgbImage changed = TestPictures.Pattern();
        changed.Pixels[777]++;
        folders.Both("a.png", PictureEncoder.Png(TestPictures.Pattern()));
        folders.Both("b.png", PictureEncoder.Png(TestPictures.Pattern()));
        folders.InActual("b.png", PictureEncoder.Png(changed));

        Comparison found = PictureComparer.Compare(folders.Expected, folders.Actual, new ComparisonLimits(maxMean, minSsim));

        Assert.False(found.IsSame);
        PictureComparison different = Assert.Single(found.Pictures, picture => picture.Verdict == PictureVerdict.Different);
        Assert.Equal(("b.png", 1), (different.Name, different.Quality!.LargestDifference));
    }

    [Fact]
    public void Compare_OneChannelOfEveryPixelOneLevelOff_IsFoundWhenToldToBeExact()
    {
        RgbImage changed = TestPictures.Pattern();
        for (int i = 2; i < changed.Pixels.Length; i += 3)
        {
            changed.Pixels[i] ^= 1;
        }

        folders.InExpected("a.png", PictureEncoder.Png(TestPictures.Pattern()));
        folders.InActual("a.png", PictureEncoder.Png(changed));

        Assert.False(PictureComparer.Compare(folders.Expected, folders.Actual, Exact).IsSame);
        Assert.True(PictureComparer.Compare(folders.Expected, folders.Actual).IsSame);
    }

    [Fact]
    public void Compare_JpegNoise_IsAcceptedAtTheDefaultsAndNotExactly()
    {
        RgbImage noise = PictureFolders.ColourNoise(seed: 3);
        folders.InExpected("gb.png", PictureEncoder.Png(noise));
        folders.InActual("gb.png", PictureEncoder.Jpeg(noise));

        Assert.True(PictureComparer.Compare(folders.Expected, folders.Actual).IsSame);
        Assert.False(PictureComparer.Compare(folders.Expected, folders.Actual, Exact).IsSame);
    }

    [Fact]
    public void Compare_AnotherPicture_IsDifferentAtTheDefaults()
    {
        folders.InExpected("gb.png", PictureEncoder.Png(PictureFolders.ColourNoise(seed: 3)));
        folders.InActual("gb.png", PictureEncoder.Png(PictureFolders.ColourNoise(seed: 4)));

        PictureComparison only = Assert.Single(PictureComparer.Compare(folders.Expected, folders.Actual).Pictures);

        Assert.Equal(PictureVerdict.Different, only.Verdict);
        Assert.Contains("accepted 4", only.Finding, StringComparison.Ordinal);
        Assert.Contains("accepted 0.9", only.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_MissingAndExtraFiles_CountAsDifferent()
    {
        byte[] png = PictureEncoder.Png(TestPictures.Pattern());
        folders.Both("both.png", png);
        folders.InExpected("below/missing.png", png);
        folders.InActual("extra.png", png);

        Comparison found = PictureComparer.Compare(folders.Expected, folders.Actual);

        Assert.False(found.IsSame);
        Assert.Equal(
            [("below/missing.png", PictureVerdict.Missing), ("both.png", PictureVerdict.Same), ("extra.png", PictureVerdict.Extra)],
            found.Pictures.Select(picture => (picture.Name, picture.Verdict)));
        Assert.Equal(1, found.Count(PictureVerdict.Extra));
    }

    [Fact]
    public void Compare_UnreadableFiles_AreReportedByNameAndTheRestIsCompared()
    {
        byte[] png = PictureEncoder.Png(TestPictures.Pattern());
        folders.Both("a.png", png);
        folders.InActual("a.png", png[..100]);
        folders.Both("b.png", png);
        folders.Both("c.jpg", "text"u8.ToArray());

        Comparison found = PictureComparer.Compare(folders.Expected, folders.Actual);

        Assert.Equal([PictureVerdict.Unreadable, PictureVerdict.Same, PictureVerdict.Unreadable], found.Pictures.Select(picture => picture.Verdict));
        Assert.Contains("truncated", found.Pictures[0].Finding, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(folders.Expected, "c.jpg"), found.Pictures[2].Finding, StringComparison.Ordinal);
        Assert.Contains(Path.Combine(folders.Actual, "c.jpg"), found.Pictures[2].Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_AnotherSize_IsDifferentAndSaysBoth()
    {
        folders.InExpected("a.png", PictureEncoder.Png(TestPictures.Pattern()));
        folders.InActual("a.png", PictureEncoder.Png(new RgbImage(2, 1, new byte[6])));

        PictureComparison only = Assert.Single(PictureComparer.Compare(folders.Expected, folders.Actual).Pictures);

        Assert.Equal((PictureVerdict.Different, "2 x 1 pixels instead of 32 x 24"), (only.Verdict, only.Finding));
    }

    [Fact]
    public void Compare_TwoFilesOfAnyNames_AreCompared()
    {
        folders.InExpected("a.png", PictureEncoder.Png(TestPictures.Pattern()));
        folders.InActual("b.bmp", TestPictures.Fixture("lossless.bmp"));

        Assert.True(PictureComparer.Compare(Path.Combine(folders.Expected, "a.png"), Path.Combine(folders.Actual, "b.bmp"), Exact).IsSame);
    }

    [Fact]
    public void Compare_OtherFiles_PlayNoPart()
    {
        folders.Both("a.PNG", PictureEncoder.Png(TestPictures.Pattern()));
        folders.InActual("results.jsonl", "{}"u8.ToArray());

        Assert.True(PictureComparer.Compare(folders.Expected, folders.Actual).IsSame);
    }

    [Fact]
    public void Compare_WrongCalls_SayWhatToGive()
    {
        folders.InExpected("a.png", PictureEncoder.Png(TestPictures.Pattern()));
        string file = Path.Combine(folders.Expected, "a.png");
        string empty = Directory.CreateDirectory(Path.Combine(folders.Actual, "empty")).FullName;

        AssertRefused("one is a folder and one a file", file, folders.Actual);
        AssertRefused("does not exist", folders.Expected, Path.Combine(folders.Actual, "no"));
        AssertRefused("holds a picture", folders.Actual, empty);
    }

    [Theory]
    [InlineData(-1, 0.9)]
    [InlineData(256, 0.9)]
    [InlineData(double.NaN, 0.9)]
    [InlineData(4, 1.1)]
    [InlineData(4, double.NaN)]
    public void Limits_OutOfRange_AreRefused(double maxMean, double minSsim) =>
        Assert.Throws<UsageException>(() => new ComparisonLimits(maxMean, minSsim));

    private static void AssertRefused(string why, string expected, string actual) =>
        Assert.Contains(why, Assert.Throws<UsageException>(() => PictureComparer.Compare(expected, actual)).Message, StringComparison.Ordinal);
}
