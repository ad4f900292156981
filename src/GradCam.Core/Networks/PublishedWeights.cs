using GradCam.Weights;

namespace GradCam.Networks;

/// <summary>
/// The ImageNet checkpoints that torchvision publishes, as the networks' definitions list them. A hash is known by the digits that
/// stand in the file's name: those are what PyTorch itself checks.
/// </summary>
internal static class PublishedWeights
{
    private const string TorchvisionPrefix = "IMAGENET1K_";

    /// <summary>A network's published weights of a version.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="version">The version, in any letter case, with or without <c>IMAGENET1K_</c> before it; <c>SWAG_E2E</c> and <c>SWAG_LINEAR</c> need no number. Null: the first.</param>
    /// <exception cref="UsageException">It has no such weights.</exception>
    internal static NetworkWeights Find(NetworkDefinition definition, string? version) =>
        (version is null ? definition.Weights[0] : definition.Weights.FirstOrDefault(weights => Names(weights, version)))
        ?? throw new UsageException(
            $"{definition.Name} has no weights '{ShownText.Of(version!)}': there are {string.Join(", ", definition.Weights.Select(weights => weights.Version))}")
        { Name = "weights" };

    /// <summary>Whether a version as typed means these weights.</summary>
    internal static bool Names(NetworkWeights weights, string version)
    {
        string own = version.StartsWith(TorchvisionPrefix, StringComparison.OrdinalIgnoreCase) ? version[TorchvisionPrefix.Length..] : version;
        return weights.Version.Equals(own, StringComparison.OrdinalIgnoreCase) || weights.Version.Equals($"{own}_V1", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The published file that has this SHA-256, wherever it lies; null where none has.</summary>
    /// <param name="sha256">All 64 hexadecimal digits.</param>
    public static PublishedFile? Identify(string sha256) =>
        NetworkCatalog.All.SelectMany(network => network.Weights).FirstOrDefault(weights => weights.File.Matches(sha256))?.File;

    /// <summary>Whether this SHA-256 is a published file's.</summary>
    /// <param name="sha256">All 64 hexadecimal digits.</param>
    public static bool IsPublished(string sha256) => Identify(sha256) is not null;
}
