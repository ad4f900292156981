namespace GradCam;

/// <summary>Finds the known names that a mistyped one may have meant.</summary>
public static class NearestNames
{
    /// <summary>
    /// The known names nearest to <paramref name="typed"/> by edit distance, nearest first; names that differ in more than half
    /// of their letters are left out unless one contains the other.
    /// </summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="known">Every name that would have been right.</param>
    /// <param name="most">How many names to give at the most; default 3.</param>
    public static IReadOnlyList<string> Of(string typed, IEnumerable<string> known, int most = 3) =>
        [.. known
            .Select(name => (Name: name, Distance: Distance(typed.ToUpperInvariant(), name.ToUpperInvariant()), Part: IsPart(typed, name)))
            .Where(candidate => candidate.Part || 2 * candidate.Distance <= Math.Max(typed.Length, candidate.Name.Length))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(most)
            .Select(candidate => candidate.Name)];

    private static bool IsPart(string typed, string name) =>
        typed.Length >= 3
        && (name.Contains(typed, StringComparison.OrdinalIgnoreCase) || typed.Contains(name, StringComparison.OrdinalIgnoreCase));

    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
