namespace GradCam.Rendering;

/// <summary>The one list of pictures, and the keys that name them on the command line and in file names.</summary>
public static class PictureKinds
{
    private static readonly (PictureKind Kind, string Key)[] Keys =
    [
        (PictureKind.Heatmap, "heatmap"),
        (PictureKind.Cam, "cam"),
        (PictureKind.HeatmapPlusPlus, "heatmap++"),
        (PictureKind.CamPlusPlus, "cam++"),
        (PictureKind.GuidedBackpropagation, "gb"),
        (PictureKind.GuidedCam, "cam_gb"),
    ];

    /// <summary>Every kind, in the order in which they are shown.</summary>
    public static IReadOnlyList<PictureKind> All { get; } = [.. Keys.Select(entry => entry.Kind)];

    /// <summary>A kind's key: <c>heatmap</c>, <c>cam</c>, <c>heatmap++</c>, <c>cam++</c>, <c>gb</c> or <c>cam_gb</c>.</summary>
    /// <param name="kind">One of <see cref="All"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is no kind.</exception>
    public static string Key(PictureKind kind) =>
        Enum.IsDefined(kind)
            ? Keys.First(entry => entry.Kind == kind).Key
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such picture kind.");

    /// <summary>The kind that a key names.</summary>
    /// <param name="key">A key, in any letter case.</param>
    /// <exception cref="UsageException">No kind has this key.</exception>
    public static PictureKind Parse(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        foreach ((PictureKind kind, string known) in Keys)
        {
            if (known.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        string[] all = [.. Keys.Select(entry => entry.Key)];
        throw new UsageException($"picture '{key}' does not exist{NameAdvice.For(key, all)}; the pictures are {string.Join(", ", all)}") { Name = "picture" };
    }
}
