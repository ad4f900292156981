using System.Globalization;

namespace GradCam.Runs;

/// <summary>Compares a prediction with what a manifest says that a picture shows.</summary>
internal static class TruthMatch
{
    /// <summary>
    /// Whether class <paramref name="id"/>, called <paramref name="name"/>, is the truth: a number is a class's number; words are its whole name,
    /// or one of the names that commas part in it, in any case.
    /// </summary>
    public static bool Holds(string truth, int id, string name) =>
        int.TryParse(truth, NumberStyles.None, CultureInfo.InvariantCulture, out int expected)
            ? expected == id
            : name.Split(',', StringSplitOptions.TrimEntries).Append(name).Contains(truth, StringComparer.OrdinalIgnoreCase);
}
