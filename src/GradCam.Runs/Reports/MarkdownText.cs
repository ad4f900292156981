using System.Text;

namespace GradCam.Runs;

/// <summary>Names in Markdown: shown as they are, whatever they hold.</summary>
internal static class MarkdownText
{
    private const string Special = @"\`*_{}[]()#!|~";

    /// <summary>Text that a table cell or heading shows letter by letter.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new();
        string shown = ShownText.Of(text);
        for (int i = 0; i < shown.Length; i++)
        {
            char character = shown[i];
            escaped = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                // Formulas, mentions and links that need no brackets; a backslash does not keep them off.
                '$' => escaped.Append("&#36;"),
                '@' => escaped.Append("&#64;"),
                ':' when shown.AsSpan(i).StartsWith("://") => escaped.Append("&#58;"),
                _ when Special.Contains(character, StringComparison.Ordinal) => escaped.Append('\\').Append(character),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
