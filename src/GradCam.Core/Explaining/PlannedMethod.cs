using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;

namespace GradCam;

/// <summary>A method of a plan, with its needs, which are read once: what a getter makes anew each time would not be found again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Needs">Its needs.</param>
internal sealed record PlannedMethod(IAttributionMethod Method, Needs Needs)
{
    /// <summary>The method's key.</summary>
    public string Key => Method.Key;

    /// <summary>Whether it has a map of its own for each layer.</summary>
    public bool HasLayer => Needs is { Layer: true, EveryLayer: false };

    /// <summary>The rule of rectifiers under which it takes gradients, be it in passes of its own of what it wraps.</summary>
    public RectifierGuard Guard => GuardOf(Method);

    private static RectifierGuard GuardOf(IAttributionMethod method) => method is IWrappingMethod wrapping ? GuardOf(wrapping.Inner) : method.Needs.Guard;
}
