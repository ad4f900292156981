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
    // A list of a million pictures is held whole: with each path, and a place for all that a row may ask, it took 200 MB more.
    private readonly PicturePath place = new(Path, Name);
    private readonly RowWishes? wishes = RowWishes.Of(Network, Layers, Targets, WeightPath);

    /// <summary>The file to read.</summary>
    public string Path
    {
        get => place.Path;
        init => place = new PicturePath(value, Name);
    }

    /// <summary>The name it goes by in results: its path below the given folder, folders parted by <c>/</c>, ending included.</summary>
    public string Name
    {
        get => place.Name;
        init => place = new PicturePath(Path, value);
    }

    /// <summary>The network to explain it with.</summary>
    public string? Network
    {
        get => wishes?.Network;
        init => wishes = RowWishes.Of(value, Layers, Targets, WeightPath);
    }

    /// <summary>The layers, by their dotted module names, or <see cref="ExplainOptions.WholeMap"/>.</summary>
    public IReadOnlyList<string>? Layers
    {
        get => wishes?.Layers;
        init => wishes = RowWishes.Of(Network, value, Targets, WeightPath);
    }

    /// <summary>The classes to explain.</summary>
    public IReadOnlyList<Target>? Targets
    {
        get => wishes?.Targets;
        init => wishes = RowWishes.Of(Network, Layers, value, WeightPath);
    }

    /// <summary>The checkpoint to load.</summary>
    public string? WeightPath
    {
        get => wishes?.WeightPath;
        init => wishes = RowWishes.Of(Network, Layers, Targets, value);
    }

    /// <summary>The path in two parts, of which no text is made.</summary>
    internal (string Start, string End) PathParts => place.Parts;

    /// <summary>Where it stands in an archive; null where it is a file of its own.</summary>
    internal ArchivePlace? Archived { get; init; }
}
