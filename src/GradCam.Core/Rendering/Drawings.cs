using GradCam.Imaging;
using GradCam.Maps;

namespace GradCam.Rendering;

/// <summary>The few ways in which maps are drawn.</summary>
internal static class Drawings
{
    /// <summary>The mask in colours.</summary>
    public static RgbImage Heatmap(RgbImage under, IReadOnlyList<AttributionMap> maps, DrawingOptions options) =>
        Renderer.Heatmap(maps[0].Values.AsSpan(), under.Width, under.Height, options.Colormap);

    /// <summary>The heat map laid over the picture.</summary>
    public static RgbImage Overlay(RgbImage under, IReadOnlyList<AttributionMap> maps, DrawingOptions options) => options.OverlayShare is { } share
        ? FurtherRenderer.Mixed(under, maps[0].Values.AsSpan(), share, options.Colormap)
        : Renderer.Cam(under, maps[0].Values.AsSpan(), options.Colormap);

    /// <summary>Numbers of each colour of each pixel, from black at the smallest to white at the largest.</summary>
    public static RgbImage Colours(RgbImage under, IReadOnlyList<AttributionMap> maps, DrawingOptions options) =>
        Renderer.Guided(maps[0].Values.AsSpan(), under.Width, under.Height);

    /// <summary>What speaks for and against the score in two colours.</summary>
    public static RgbImage Signed(RgbImage under, IReadOnlyList<AttributionMap> maps, DrawingOptions options) =>
        FurtherRenderer.Signed(maps[0].Values.AsSpan(), under.Width, under.Height);

    /// <summary>The strongest part of each place in a colour of its own, laid over the picture.</summary>
    public static RgbImage Parts(RgbImage under, IReadOnlyList<AttributionMap> maps, DrawingOptions options) =>
        FurtherRenderer.Parts(under, maps[0].Values.AsSpan(), maps[0].Channels, options.Colormap);

    /// <summary>The numbers of the second method where the mask of the first lets them through.</summary>
    public static RgbImage Product(RgbImage under, IReadOnlyList<AttributionMap> maps, DrawingOptions options) =>
        Renderer.GuidedCam(maps[1].Values.AsSpan(), maps[0].Values.AsSpan(), under.Width, under.Height);
}
