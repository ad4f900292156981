namespace GradCam.Runs;

/// <summary>A picture's lines with one network: one, or as many as it has layers and classes, which are told by their numbers.</summary>
internal static class ResultParts
{
    /// <summary>Whether a line is its picture's first one with its network, so that what is true of the picture is counted once.</summary>
    public static bool IsFirst(this ResultRecord line) => line.Part is null or 1;

    /// <summary>A picture's lines in their order where all of them are there, else none.</summary>
    /// <param name="lines">Lines of one picture with one network; of two with one number the later one holds.</param>
    public static IReadOnlyList<WrittenLine> Whole(IEnumerable<WrittenLine> lines)
    {
        SortedDictionary<int, WrittenLine> parts = [];
        foreach (WrittenLine line in lines)
        {
            parts[line.Line.Part ?? 1] = line;
        }

        return parts.Keys.SequenceEqual(Enumerable.Range(1, parts.Count)) && parts.Values.All(line => (line.Line.Parts ?? 1) == parts.Count) ? [.. parts.Values] : [];
    }
}
