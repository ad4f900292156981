using GradCam;
using GradCam.Networks;

namespace Shapes.Training;

/// <summary>The networks that can be trained on the scenes: those of the Python program.</summary>
public static class TrainingRecipes
{
    /// <summary>The network that is trained unless another one is named.</summary>
    public const string DefaultNetwork = "densenet121";

    /// <summary>
    /// The side of the first lessons' scenes for inception_v3, which takes 75 pixels or more, and 80 for a last map of one cell.
    /// </summary>
    private const int SmallestForInception = 80;

    /// <summary>
    /// vgg at 1e-3 ended with units that are all zero: 12 % right, which is chance, for 2,000 scenes and more. At 1e-4 it learns.
    /// </summary>
    private const double RateOfVgg = 0.1;

    /// <summary>Small networks are cheap (26 and 42 processor seconds for 1,000 full scenes, not 104) and need more scenes.</summary>
    private const int ScenesForSmallNetworks = 10_000;

    /// <summary>vgg costs three times as much as densenet121 (336 processor seconds for 1,000 full scenes) and sees half as many.</summary>
    private const int ScenesForVgg = 3_000;

    /// <summary>The recipes, in the order of the Python program's networks.</summary>
    public static IReadOnlyList<TrainingRecipe> All { get; } =
    [
        Vgg("vgg16"),
        Vgg("vgg19"),
        Of("resnet50"),
        Of("resnet101"),
        Of(DefaultNetwork) with { PassedOnChannels = 512 },
        Of("inception_v3") with { StartsAsHe = true, Lessons = Curriculum.From(SmallestForInception) },
        Of("mobilenet_v2") with { Lessons = Curriculum.WithFullScenes(ScenesForSmallNetworks) },
        Of("shufflenet_v2") with { Lessons = Curriculum.WithFullScenes(ScenesForSmallNetworks) },
    ];

    /// <summary>The recipe of a network.</summary>
    /// <param name="network">A name or alias.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static TrainingRecipe Find(string network)
    {
        NetworkDefinition definition = NetworkCatalog.Find(network);
        return All.FirstOrDefault(recipe => recipe.Definition.Name == definition.Name)
            ?? throw new UsageException($"there is no recipe to train {definition.Name}: give one of {string.Join(", ", All.Select(recipe => recipe.Definition.Name))}");
    }

    private static TrainingRecipe Of(string network) => new() { Definition = NetworkCatalog.Find(network) };

    private static TrainingRecipe Vgg(string network) =>
        Of(network) with { StartsAsHe = true, LargestGradient = 1, Lessons = Curriculum.AtRate(RateOfVgg, Curriculum.WithFullScenes(ScenesForVgg)) };
}
