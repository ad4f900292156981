using System.Globalization;
using System.Text;

namespace GradCam;

/// <summary>Names as they may be shown: file names and labels are data, and must not steer a terminal or turn the reading direction.</summary>
internal static class ShownText
{
    private const int Longest = 120;

    /// <summary>
    /// Writes control and format characters, line and paragraph separators and halves of surrogate pairs as <c>\uXXXX</c>; every other character stays.
    /// </summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text)
    {
        StringBuilder shown = new(text.Length);
        for (int i = 0; i < text.Length;)
        {
            bool whole = Rune.TryGetRuneAt(text, i, out Rune rune);
            int length = whole ? rune.Utf16SequenceLength : 1;
            if (whole && IsHarmless(rune))
            {
                shown.Append(text, i, length);
            }
            else
            {
                foreach (char unit in text.AsSpan(i, length))
                {
                    shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                }
            }

            i += length;
        }

        return shown.ToString();
    }

    /// <summary>The same in single quotes, for one line of a message; the middle of more than 120 characters is left out.</summary>
    /// <param name="text">Any text.</param>
    public static string Quoted(string text) =>
        $"'{Of(text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest / 2), "…", text.AsSpan(text.Length - (Longest / 2))))}'";

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
