namespace GradCam.Runs;

/// <summary>A picture's lines with one network: one, or as many as it has layers and classes, which are told by their numbers.</summary>
internal static class ResultParts
{
    /// <summary>Whether a line is its picture's first one with its network, so that what is true of the picture is counted once.</summary>
    public static bool IsFirst(this ResultRecord line) => line.Part is null or 1;

    /// <summary>The lines of each picture with a network that are all there: a run writes them one behind the other, and what is cut off in their middle is left out.</summary>
    /// <param name="lines">Lines as they stand in a file; read as far as they are asked for.</param>
    public static IEnumerable<IReadOnlyList<WrittenLine>> Whole(IEnumerable<WrittenLine> lines)
    {
        List<WrittenLine> parts = [];
        foreach (WrittenLine line in lines)
        {
            if (parts.Count > 0 && !IsNext(line.Line, parts))
            {
                parts = [];
            }

            if (parts.Count > 0 || line.Line.IsFirst())
            {
                parts.Add(line);
                if (parts.Count == (line.Line.Parts ?? 1))
                {
                    yield return parts;
                    parts = [];
                }
            }
        }
    }

    private static bool IsNext(ResultRecord line, List<WrittenLine> parts) =>
        line.Part == parts.Count + 1 && line.Parts == parts[0].Line.Parts && line.Image == parts[0].Line.Image && line.Network == parts[0].Line.Network;
}
