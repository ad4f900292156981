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

    /// <summary>The lessons on scenes that are no smaller than a network takes.</summary>
    /// <param name="side">The smallest side, in pixels.</param>
    public static IReadOnlyList<Lesson> From(int side) => [.. Lessons.Select(lesson => lesson with { Recipe = lesson.Recipe with { Side = Math.Max(side, lesson.Recipe.Side) } })];

    /// <summary>The lessons at other learning rates.</summary>
    /// <param name="factor">What every rate is multiplied by.</param>
    /// <param name="lessons">The lessons.</param>
    public static IReadOnlyList<Lesson> AtRate(double factor, IReadOnlyList<Lesson> lessons) => [.. lessons.Select(lesson => lesson with { Rate = lesson.Rate * factor })];

    /// <summary>The lessons with another length of the last one.</summary>
    /// <param name="scenes">The number of full scenes.</param>
    public static IReadOnlyList<Lesson> WithFullScenes(int scenes) => [.. Lessons.SkipLast(1), Lessons[^1] with { Most = scenes }];

    private static SceneRecipe Small(int side, double smallest, double largest, int most, double twoClasses = 0) => new()
    {
        Side = side,
        SmallestScale = smallest,
        LargestScale = largest,
        MostObjects = most,
        TwoClasses = twoClasses,
    };
}
