namespace Shapes.Drawing;

/// <summary>What the classes are called.</summary>
public static class ShapeKinds
{
    /// <summary>Every class, in the order of the network's outputs.</summary>
    public static IReadOnlyList<ShapeKind> All { get; } = Enum.GetValues<ShapeKind>();

    /// <summary>The classes' names, in the same order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(Name)];

    /// <summary>A class's name, in small letters.</summary>
    public static string Name(ShapeKind kind) => kind.ToString().ToLowerInvariant();
}
