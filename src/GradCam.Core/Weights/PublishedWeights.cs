namespace GradCam.Weights;

/// <summary>
/// The ImageNet checkpoints that torchvision publishes as <c>IMAGENET1K_V1</c>, with names, hashes and sizes from torchvision's sources
/// (<c>torchvision/models/*.py</c>). A hash is known by the digits that stand in the file's name: those are what PyTorch itself checks.
/// </summary>
public static class PublishedWeights
{
    /// <summary>The folder on the net that holds the files.</summary>
    public static Uri BaseAddress { get; } = new("https://download.pytorch.org/models/");

    /// <summary>One file for each network, in the networks' order.</summary>
    public static IReadOnlyList<PublishedFile> ImageNet { get; } =
    [
        Published("vgg16", "vgg16-397923af.pth", 527.796),
        Published("vgg19", "vgg19-dcbb9e9d.pth", 548.051),
        Published("resnet50", "resnet50-0676ba61.pth", 97.781),
        Published("resnet101", "resnet101-63fe2227.pth", 170.511),
        Published("densenet121", "densenet121-a639ec97.pth", 30.845),
        Published("inception_v3", "inception_v3_google-0cc3c7bd.pth", 103.903),
        Published("mobilenet_v2", "mobilenet_v2-b0353104.pth", 13.555),
        Published("shufflenet_v2", "shufflenetv2_x1-5666bf0f80.pth", 8.791),
    ];

    /// <summary>The published file of a network.</summary>
    /// <param name="network">The network's own name, not an alias.</param>
    /// <exception cref="UsageException">There is none of that name.</exception>
    public static PublishedFile Find(string network) =>
        ImageNet.FirstOrDefault(file => file.Name == network)
        ?? throw new UsageException($"published weights of '{ShownText.Of(network)}' are not known{NameAdvice.For(network, ImageNet.Select(file => file.Name))}") { Name = "weights" };

    /// <summary>The published file that has this SHA-256, wherever it lies; null where none has.</summary>
    /// <param name="sha256">All 64 hexadecimal digits.</param>
    public static PublishedFile? Identify(string sha256) => ImageNet.FirstOrDefault(file => file.Matches(sha256));

    /// <summary>Whether this SHA-256 is a published file's.</summary>
    /// <param name="sha256">All 64 hexadecimal digits.</param>
    public static bool IsPublished(string sha256) => Identify(sha256) is not null;

    private static PublishedFile Published(string name, string fileName, double mebibytes) =>
        new(name, fileName, Path.GetFileNameWithoutExtension(fileName).Split('-')[^1], (long)(mebibytes * 1024 * 1024));
}
