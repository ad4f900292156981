namespace GradCam;

/// <summary>Finds the known names that a mistyped one may have meant.</summary>
internal static class NearestNames
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
        int[,] to = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                to[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(to[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1), 1 + Math.Min(to[i - 1, j], to[i, j - 1]));
                // Two letters in each other's place are one slip.
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    to[i, j] = Math.Min(to[i, j], to[i - 2, j - 2] + 1);
                }
            }
        }

        return to[a.Length, b.Length];
    }
}
