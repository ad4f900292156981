using System.Globalization;
using System.Text;

namespace GradCam;

/// <summary>Names as they may be shown: file names and labels are data, and must not steer a terminal or turn the reading direction.</summary>
public static class ShownText
{
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

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
