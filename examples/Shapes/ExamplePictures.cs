using Shapes.Drawing;

namespace Shapes;

/// <summary>The pictures in examples/: scenes as any others, chosen by their numbers.</summary>
public static class ExamplePictures
{
    private const int Seed = 2026;

    /// <summary>Each picture's file name without its extension, and its scene.</summary>
    public static IReadOnlyList<(string Stem, Func<Scene> Draw)> All { get; } =
    [
        ("pic1", () => SceneDrawer.Draw(SceneRecipe.Full with { MostObjects = 1 }, Seed, 11)),
        ("multiple", () => SceneDrawer.Draw(SceneRecipe.Full with { FewestObjects = 3 }, Seed, 15)),
        ("two_classes", TwoClasses),
    ];

    /// <summary>The scene of examples/two_classes.jpg.</summary>
    public static Scene TwoClasses() => SceneDrawer.Draw(Measuring.TwoClasses.Recipe, Seed, 17);
}
