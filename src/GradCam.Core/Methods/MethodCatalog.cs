namespace GradCam.Methods;

/// <summary>The one list of map methods: help, documentation and tests read it.</summary>
public static class MethodCatalog
{
    /// <summary>Grad-CAM.</summary>
    public static MapMethod GradCam { get; } = new(
        "gradcam", "Grad-CAM", "arXiv 1610.02391, equations 1 and 2", (activation, gradient, _) => GradCamMap.Compute(activation, gradient));

    /// <summary>Grad-CAM++.</summary>
    public static MapMethod GradCamPlusPlus { get; } = new(
        "gradcam++", "Grad-CAM++", "arXiv 1710.11063, equations 7 and 19", GradCamPlusPlusMap.Compute);

    /// <summary>Every method.</summary>
    public static IReadOnlyList<MapMethod> All { get; } = [GradCam, GradCamPlusPlus];
}
