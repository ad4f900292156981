using GradCam.Networks;
using GradCam.Weights;

namespace GradCam.Core.Tests.Networks;

public class PublishedWeightsTests
{
    // torchvision's own urls of the IMAGENET1K_V1 weights, and their _file_size in MiB.
    [Theory]
    [InlineData("vgg16", "https://download.pytorch.org/models/vgg16-397923af.pth", "397923af", 553)]
    [InlineData("vgg19", "https://download.pytorch.org/models/vgg19-dcbb9e9d.pth", "dcbb9e9d", 574)]
    [InlineData("resnet50", "https://download.pytorch.org/models/resnet50-0676ba61.pth", "0676ba61", 102)]
    [InlineData("resnet101", "https://download.pytorch.org/models/resnet101-63fe2227.pth", "63fe2227", 178)]
    [InlineData("densenet121", "https://download.pytorch.org/models/densenet121-a639ec97.pth", "a639ec97", 32)]
    [InlineData("inception_v3", "https://download.pytorch.org/models/inception_v3_google-0cc3c7bd.pth", "0cc3c7bd", 108)]
    [InlineData("mobilenet_v2", "https://download.pytorch.org/models/mobilenet_v2-b0353104.pth", "b0353104", 14)]
    [InlineData("shufflenet_v2", "https://download.pytorch.org/models/shufflenetv2_x1-5666bf0f80.pth", "5666bf0f80", 9)]
    public void Find_Network_IsTorchvisionsFile(string network, string address, string hash, int megabytes)
    {
        PublishedFile file = Find(network);

        Assert.Equal(address, new FetchOptions().AddressOf(file).ToString());
        Assert.Equal(hash, file.Hash);
        Assert.Equal(megabytes, file.Bytes / 1_000_000);
    }

    [Fact]
    public void Weights_OfEachNetwork_AreItsOwnFiles() =>
        Assert.All(NetworkCatalog.All, network => Assert.All(network.Weights.Prepend(network.Weights[0]), weights => Assert.Equal(network.Name, weights.File.Name)));

    [Fact]
    public void Find_Version_IsThatFile() => Assert.Equal("11ad3fa6", Find("resnet50", "V2").Hash);

    [Fact]
    public void Find_UnknownVersion_NamesThoseThatThereAre()
    {
        UsageException failure = Assert.Throws<UsageException>(() => Find("resnet50", "V3"));

        Assert.Contains("V1, V2", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identify_HashOfAPublishedFile_NamesIt()
    {
        string inception = "0cc3c7bd" + new string('0', 56);

        Assert.Equal("inception_v3", PublishedWeights.Identify(inception)?.Name);
        Assert.True(PublishedWeights.IsPublished(inception.ToUpperInvariant()));
    }

    [Theory]
    [InlineData("1cc3c7bd")]
    [InlineData("5666bf0f81")]
    public void Identify_OtherHash_IsNone(string start) => Assert.Null(PublishedWeights.Identify(start.PadRight(64, '0')));

    [Fact]
    public void Matches_TheDigitsAloneInsteadOfAWholeHash_IsFalse() => Assert.False(Find("resnet50").Matches("0676ba61"));

    [Theory]
    [InlineData("../a.pth", "0a1b2c3d", 1)]
    [InlineData("a/b.pth", "0a1b2c3d", 1)]
    [InlineData("a.pth", "0a1b2c3", 1)]
    [InlineData("a.pth", "0a1b2c3g", 1)]
    [InlineData("a.pth", "", 1)]
    [InlineData("a.pth", "0a1b2c3d", 0)]
    public void PublishedFile_FolderOrNoHashOrNoSize_IsRefused(string fileName, string hash, long bytes) =>
        Assert.ThrowsAny<ArgumentException>(() => new PublishedFile("a", fileName, hash, bytes));

    private static PublishedFile Find(string network, string? version = null) => PublishedWeights.Find(NetworkCatalog.Find(network), version).File;
}
