using GradCam.Methods;

namespace GradCam.Rendering;

/// <summary>The one list of pictures: which maps each is drawn of, its title and its key in file names are read from here and nowhere else.</summary>
public static class PictureCatalog
{
    /// <summary>What the keys of signed pictures begin with.</summary>
    internal const string SignedPrefix = "signed-";

    /// <summary>The Grad-CAM mask in colours.</summary>
    public static PictureKind Heatmap { get; } = new("heatmap", "Grad-CAM heat map", [GradCamMethod.Name], Drawings.Heatmap);

    /// <summary>The Grad-CAM heat map laid over the picture.</summary>
    public static PictureKind Cam { get; } = new("cam", "Grad-CAM", [GradCamMethod.Name], Drawings.Overlay) { TakesBoxes = true };

    /// <summary>The Grad-CAM++ mask in colours.</summary>
    public static PictureKind HeatmapPlusPlus { get; } = new("heatmap++", "Grad-CAM++ heat map", [GradCamPlusPlusMethod.Name], Drawings.Heatmap);

    /// <summary>The Grad-CAM++ heat map laid over the picture.</summary>
    public static PictureKind CamPlusPlus { get; } = new("cam++", "Grad-CAM++", [GradCamPlusPlusMethod.Name], Drawings.Overlay) { TakesBoxes = true };

    /// <summary>Guided backpropagation.</summary>
    public static PictureKind Guided { get; } = new("gb", "Guided backpropagation", [GuidedBackpropagationMethod.Name], Drawings.Colours);

    /// <summary>Guided backpropagation times the Grad-CAM mask.</summary>
    public static PictureKind GuidedCam { get; } =
        new("cam_gb", "Guided Grad-CAM", [GradCamMethod.Name, GuidedBackpropagationMethod.Name], Drawings.Product);

    /// <summary>The six pictures of the original program, in the order in which they are shown.</summary>
    public static IReadOnlyList<PictureKind> Six { get; } = [Heatmap, Cam, HeatmapPlusPlus, CamPlusPlus, Guided, GuidedCam];

    /// <summary>
    /// The pictures of a method: among the six where those show it, else <c>heatmap-KEY</c> and <c>cam-KEY</c> of a map, <c>KEY</c> of pixels and of parts;
    /// and <c>signed-KEY</c> of pixels.
    /// </summary>
    /// <param name="method">The method.</param>
    public static IReadOnlyList<PictureKind> For(IAttributionMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        PictureKind[] own = method.Key == GuidedGradCamMethod.Name ? [GuidedCam] : [.. Six.Where(kind => kind.Methods is [var only] && only == method.Key)];
        PictureKind[] plain = own.Length > 0 ? own : Plain(method);
        return method.Kind == AttributionKind.Pixels ? [.. plain, Signed(method)] : plain;
    }

    /// <summary>The one of the six that a key names.</summary>
    /// <param name="key">A key, in any letter case.</param>
    /// <exception cref="UsageException">None of the six has this key.</exception>
    public static PictureKind Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        string[] keys = [.. Six.Select(kind => kind.Key)];
        return Six.FirstOrDefault(kind => kind.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"picture '{key}' does not exist{NameAdvice.For(key, keys)}; the pictures are {string.Join(", ", keys)}") { Name = "picture" };
    }

    private static PictureKind[] Plain(IAttributionMethod method) => method.Kind switch
    {
        AttributionKind.Map =>
        [
            new PictureKind($"heatmap-{method.Key}", $"{method.Title} heat map", [method.Key], Drawings.Heatmap),
            new PictureKind($"cam-{method.Key}", method.Title, [method.Key], Drawings.Overlay) { TakesBoxes = true },
        ],
        AttributionKind.Parts => [new PictureKind(method.Key, method.Title, [method.Key], Drawings.Parts)],
        _ => [new PictureKind(method.Key, method.Title, [method.Key], Drawings.Colours)],
    };

    private static PictureKind Signed(IAttributionMethod method) =>
        new($"{SignedPrefix}{method.Key}", $"{method.Title}, signed", [method.Key], Drawings.Signed);
}
