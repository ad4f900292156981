using System.Globalization;
using System.Text;

namespace GradCam.Checkpoints;

/// <summary>Makes text from a file fit for one line of a message.</summary>
internal static class Shown
{
    private const int Longest = 120;

    /// <summary>The text in single quotes; control characters escaped, so that a file cannot write to the terminal, and the middle of a long one left out.</summary>
    public static string Name(string text)
    {
        string part = text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest / 2), "…", text.AsSpan(text.Length - (Longest / 2)));
        StringBuilder line = new("'");
        foreach (char c in part)
        {
            bool unfit = char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            line = unfit ? line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : line.Append(c);
        }

        return line.Append('\'').ToString();
    }
}
