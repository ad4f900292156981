using GradCam.Networks;

namespace GradCam.Core.Tests.Networks;

public class ImageNetClassesTests
{
    [Theory]
    [InlineData(0, "tench")]
    [InlineData(1, "goldfish")]
    [InlineData(207, "golden retriever")]
    [InlineData(281, "tabby")]
    [InlineData(948, "Granny Smith")]
    [InlineData(999, "toilet tissue")]
    public void Names_KnownClasses_StandAtTheirIds(int id, string name) => Assert.Equal(name, ImageNetClasses.Names[id]);

    [Fact]
    public void Names_AreAThousandAndNoneTwice()
    {
        Assert.Equal(1000, ImageNetClasses.Names.Count);
        Assert.Equal(1000, ImageNetClasses.Names.Distinct().Count());
        Assert.DoesNotContain(ImageNetClasses.Names, string.IsNullOrWhiteSpace);
    }
}
