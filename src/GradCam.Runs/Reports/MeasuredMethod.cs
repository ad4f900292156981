using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>A row of an evaluation.</summary>
/// <param name="Network">The network.</param>
/// <param name="Layer">The layer; null of a method that has nothing to do with one.</param>
/// <param name="Method">The method's key.</param>
internal sealed record MeasuredMethod(string Network, string? Layer, string Method)
{
    /// <summary>The layer and the method in words.</summary>
    public string Name => Layer is null ? Method : $"{Method} at {Layer}";

    /// <summary>The row of a method among a result's.</summary>
    public static MeasuredMethod Of(ResultRecord line, string method)
    {
        var needs = MethodCatalog.Find(method).Needs;
        return new MeasuredMethod(line.Network, needs is { Layer: true, EveryLayer: false } ? line.Layer : null, method);
    }
}
