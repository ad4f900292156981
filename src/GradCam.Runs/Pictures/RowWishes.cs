namespace GradCam.Runs;

/// <summary>What a manifest's row asks for of its picture: most rows ask for nothing.</summary>
/// <param name="Network">The network.</param>
/// <param name="Layers">The layers.</param>
/// <param name="Targets">The classes.</param>
/// <param name="WeightPath">The checkpoint.</param>
internal sealed record RowWishes(string? Network, IReadOnlyList<string>? Layers, IReadOnlyList<Target>? Targets, string? WeightPath)
{
    /// <summary>The wishes; null where there is none.</summary>
    public static RowWishes? Of(string? network, IReadOnlyList<string>? layers, IReadOnlyList<Target>? targets, string? weightPath) =>
        network is null && layers is null && targets is null && weightPath is null ? null : new RowWishes(network, layers, targets, weightPath);
}
