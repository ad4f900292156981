namespace GradCam.Methods;

/// <summary>What any method can be wrapped in, as text names it: <c>noise:gradcam</c>.</summary>
/// <param name="Key">What stands before the colon; unique, also among the methods.</param>
/// <param name="Title">What it does.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Wrap">Wraps a method.</param>
internal sealed record MethodWrapper(string Key, string Title, string Source, Func<IAttributionMethod, IAttributionMethod> Wrap);
