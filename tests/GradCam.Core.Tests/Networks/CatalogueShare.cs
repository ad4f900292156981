using GradCam.Networks;

namespace GradCam.Core.Tests.Networks;

/// <summary>
/// Which networks the tests that run networks try: every run a third of the catalogue, those with the fewest operations and one of each
/// family; all of them with the environment variable GRADCAM_ALL_NETWORKS=1 (48 minutes on two crowded cores).
/// </summary>
internal static class CatalogueShare
{
    private static readonly string[] Small =
    [
        "shufflenet_v2_x0_5", "mobilenet_v3_small", "mnasnet0_5", "shufflenet_v2", "mobilenet_v3_large", "mnasnet0_75", "mobilenet_v2",
        "shufflenet_v2_x1_5", "mnasnet1_0", "squeezenet1_1", "efficientnet_b0", "regnet_y_400mf", "regnet_x_400mf", "mnasnet1_3",
        "shufflenet_v2_x2_0", "efficientnet_b1", "alexnet", "regnet_x_800mf", "squeezenet1_0", "regnet_y_800mf", "efficientnet_b2", "googlenet",
        "regnet_x_1_6gf", "regnet_y_1_6gf", "resnet18", "efficientnet_b3",

        // Larger, for their families' sake.
        "convnext_tiny", "vit_b_32", "swin_t", "swin_v2_t", "maxvit_t",
    ];

    /// <summary>The names, for a theory.</summary>
    public static TheoryData<string> Names => [.. NetworkCatalog.All.Select(definition => definition.Name).Where(name => All || Small.Contains(name))];

    /// <summary>One name of each family, or all.</summary>
    public static TheoryData<string> OneOfEachFamily => [.. NetworkCatalog.All
        .Where(definition => All || Small.Contains(definition.Name))
        .DistinctBy(definition => All ? definition.Name : definition.Family)
        .Select(definition => definition.Name)];

    private static bool All => Environment.GetEnvironmentVariable("GRADCAM_ALL_NETWORKS") is "1";
}
