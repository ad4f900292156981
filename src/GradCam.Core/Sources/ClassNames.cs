namespace GradCam.Sources;

/// <summary>Classes by their names.</summary>
internal static class ClassNames
{
    /// <summary>The classes that a name means: those whose whole name it is, else those that have it among the names that commas part, in any letter case.</summary>
    /// <param name="names">The name of each class.</param>
    /// <param name="name">The name.</param>
    public static int[] Find(IReadOnlyList<string> names, string name)
    {
        int[] whole = [.. names.Index().Where(entry => entry.Item.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(entry => entry.Index)];
        return whole.Length > 0 ? whole : [.. names.Index()
            .Where(entry => entry.Item.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase))
            .Select(entry => entry.Index)];
    }
}
