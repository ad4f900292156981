using Shapes.Drawing;

namespace Shapes.Training;

/// <summary>From one large object on a plain ground to full scenes; a pixel stays a pixel, so that what is learnt carries over.</summary>
public static class Curriculum
{
    /// <summary>The lessons, in order.</summary>
    public static IReadOnlyList<Lesson> Lessons { get; } =
    [
        new("plain", Small(64, 26, 34, 1), 0, 0.1, 64, 1e-3, 0.90, 40_000),
        new("turned", Small(64, 24, 34, 1), 0.1, 0.5, 64, 1e-3, 0.90, 40_000),
        new("textured", Small(64, 24, 34, 1), 0.3, 1, 64, 1e-3, 0.92, 60_000),
        new("wider", Small(96, 24, 48, 2), 0.3, 1, 48, 8e-4, 0.94, 40_000),
        new("several", Small(128, 29.8, 64, 3, twoClasses: 0.2), 0.3, 1, 32, 6e-4, 0.95, 30_000),
        new("full", SceneRecipe.Full with { TwoClasses = 0.2 }, 0.5, 1, 16, 4e-4, 1.1, 6_000, Falls: true),
    ];

    private static SceneRecipe Small(int side, double smallest, double largest, int most, double twoClasses = 0) => new()
    {
        Side = side,
        SmallestScale = smallest,
        LargestScale = largest,
        MostObjects = most,
        TwoClasses = twoClasses,
    };
}
