using GradCam.Networks;
using GradCam.Sources;

namespace GradCam.Runs;

/// <summary>A network with its weights: what a batch run loads once.</summary>
/// <param name="Network">The network's name, as typed.</param>
/// <param name="WeightPath">The checkpoint, or null for the published weights.</param>
public sealed record NetworkChoice(string Network, string? WeightPath)
{
    /// <summary>Whether the file is all that there is of the network, as an ONNX model is: it is no network of the catalogue then.</summary>
    internal bool IsModel { get; init; }

    /// <summary>The choice that a file alone makes; null for a checkpoint, which holds the weights of some network.</summary>
    internal static NetworkChoice? OfModel(string path) => NetworkSources.OwnNameOf(path) is { } name ? new NetworkChoice(name, path) { IsModel = true } : null;

    /// <summary>The network by its own name, which aliases share.</summary>
    /// <exception cref="UsageException">There is no such network.</exception>
    internal string Name => IsModel ? Network : NetworkCatalog.Find(Network).Name;
}
