namespace GradCam.Runs;

/// <summary>One picture of a batch, with what its manifest row asks for; what is null takes the run's default.</summary>
/// <param name="Path">The file to read.</param>
/// <param name="Name">The name it goes by in results: its path below the given folder, folders parted by <c>/</c>, ending included.</param>
/// <param name="Network">The network to explain it with.</param>
/// <param name="Layers">The layers, by their dotted module names, or <see cref="ExplainOptions.WholeMap"/>.</param>
/// <param name="Targets">The classes to explain.</param>
/// <param name="WeightPath">The checkpoint to load.</param>
/// <param name="Truth">What the picture shows: a class's number or its name.</param>
/// <param name="Line">The manifest's line, from 1 up.</param>
public sealed record ListedPicture(
    string Path,
    string Name,
    string? Network = null,
    IReadOnlyList<string>? Layers = null,
    IReadOnlyList<Target>? Targets = null,
    string? WeightPath = null,
    string? Truth = null,
    int? Line = null)
{
    /// <summary>Where it stands in an archive; null where it is a file of its own.</summary>
    internal ArchivePlace? Archived { get; init; }
}
