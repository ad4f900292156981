using GradCam.Files;

namespace GradCam.Core.Tests.Files;

public sealed class FileNameTests
{
    [Theory]
    [InlineData("con")]
    [InlineData("Con.jpg")]
    [InlineData("pictures/NUL.tar.gz")]
    [InlineData("com1.png")]
    [InlineData("lpt9")]
    public void IsDevice_OfAReservedName_IsTrueWhateverItsEnding(string path) => Assert.True(FileName.IsDevice(path));

    [Theory]
    [InlineData("console.jpg")]
    [InlineData("com0.jpg")]
    [InlineData("con-vgg16-cam.jpg")]
    [InlineData("con/a.jpg")]
    [InlineData("")]
    public void IsDevice_OfAnOrdinaryName_IsFalse(string path) => Assert.False(FileName.IsDevice(path));

    [Theory]
    [InlineData("a.jpg")]
    [InlineData("..a.jpg")]
    [InlineData("a b++.npy")]
    public void Fault_OfAnOrdinaryName_IsNone(string name) => Assert.Null(FileName.Fault(name));
}
