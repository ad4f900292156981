using GradCam.Weights;

namespace GradCam.Networks;

/// <summary>
/// The ImageNet checkpoints that torchvision publishes, as the networks' definitions list them. A hash is known by the digits that
/// stand in the file's name: those are what PyTorch itself checks.
/// </summary>
public static class PublishedWeights
{
    /// <summary>The file that each network has by default, in the networks' order.</summary>
    public static IReadOnlyList<PublishedFile> ImageNet { get; } = [.. NetworkCatalog.All.Select(network => network.Weights[0].File)];

    /// <summary>The published file of a network.</summary>
    /// <param name="network">The network's own name, not an alias.</param>
    /// <param name="version">Which of its files, such as <c>V2</c>; see <see cref="NetworkWeights.Version"/>. Default: the first of its definition.</param>
    /// <exception cref="UsageException">There is no network of that name, or no such version of its weights.</exception>
    public static PublishedFile Find(string network, string? version = null)
    {
        NetworkDefinition definition = NetworkCatalog.All.FirstOrDefault(definition => definition.Name == network)
            ?? throw new UsageException(
                $"published weights of '{ShownText.Of(network)}' are not known{NameAdvice.For(network, NetworkCatalog.All.Select(definition => definition.Name))}") { Name = "weights" };
        return definition.WeightsOf(version).File;
    }

    /// <summary>The published file that has this SHA-256, wherever it lies; null where none has.</summary>
    /// <param name="sha256">All 64 hexadecimal digits.</param>
    public static PublishedFile? Identify(string sha256) =>
        NetworkCatalog.All.SelectMany(network => network.Weights).FirstOrDefault(weights => weights.File.Matches(sha256))?.File;

    /// <summary>Whether this SHA-256 is a published file's.</summary>
    /// <param name="sha256">All 64 hexadecimal digits.</param>
    public static bool IsPublished(string sha256) => Identify(sha256) is not null;
}
