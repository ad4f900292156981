using System.Globalization;
using System.Text;

namespace GradCam.Cli;

/// <summary>Shows text that others wrote (names of files, labels) on a terminal without letting it act there.</summary>
internal static class TerminalText
{
    /// <summary>
    /// The text with every control character, line or paragraph separator, format character (which can turn the reading order)
    /// and half of a surrogate pair written as <c>\u</c> and four hexadecimal digits.
    /// </summary>
    public static string Escape(string text)
    {
        StringBuilder? shown = null;
        int copied = 0, length;
        for (int i = 0; i < text.Length; i += length)
        {
            bool whole = Rune.TryGetRuneAt(text, i, out Rune rune);
            length = whole ? rune.Utf16SequenceLength : 1;
            if (whole && !Acts(rune))
            {
                continue;
            }

            shown ??= new StringBuilder();
            shown.Append(text, copied, i - copied);
            for (int k = i; k < i + length; k++)
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[k]:x4}");
            }

            copied = i + length;
        }

        return shown?.Append(text, copied, text.Length - copied).ToString() ?? text;
    }

    private static bool Acts(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
