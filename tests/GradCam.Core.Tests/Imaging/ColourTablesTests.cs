using GradCam.Imaging;
using OpenCvSharp;

namespace GradCam.Core.Tests.Imaging;

public sealed class ColourTablesTests
{
    [Fact]
    public void Apply_EveryLevelOfJet_GivesTheColoursThatPythonsOpenCvGives()
    {
        byte[] levels = [.. Enumerable.Range(0, 256).Select(level => (byte)level)];

        Assert.Equal(TestPictures.Fixture("jet.rgb"), ColourTables.Apply(Colormap.Jet, levels, 256, 1).Pixels);
    }

    /// <summary>OpenCvSharp's list has OpenCV's own numbers.</summary>
    [Fact]
    public void Colormap_EveryValue_IsOpenCvsUnderItsName()
    {
        Assert.Equal(Enum.GetValues<Colormap>().Select(map => (map.ToString(), (int)map)), Enum.GetValues<ColormapTypes>().Select(map => (map.ToString(), (int)map)));
        Assert.Equal(Enum.GetNames<Colormap>(), ColourTables.Names.Select(name => Enum.Parse<Colormap>(name.Replace("_", ""), ignoreCase: true).ToString()));
        Assert.All(ColourTables.Names.Index(), name => Assert.Equal(name.Index, ColourTables.IndexOf(name.Item.ToUpperInvariant())));
    }

    /// <summary>Published: viridis begins at (68, 1, 84) and ends at (253, 231, 37).</summary>
    [Fact]
    public void Apply_EndsOfViridis_AreThePublishedColours() =>
        Assert.Equal([68, 1, 84, 253, 231, 37], ColourTables.Apply(Colormap.Viridis, [0, 255], 2, 1).Pixels);

    [Fact]
    public void Apply_EndsOfJet_AreDarkBlueAndDarkRed() =>
        Assert.Equal([0, 0, 128, 128, 0, 0], ColourTables.Apply(Colormap.Jet, [0, 255], 2, 1).Pixels);

    [Fact]
    public void Apply_LevelsThatDoNotFitTheSides_AreRefused() =>
        Assert.Throws<ArgumentException>(() => ColourTables.Apply(Colormap.Jet, [1, 2, 3], 2, 2));
}
