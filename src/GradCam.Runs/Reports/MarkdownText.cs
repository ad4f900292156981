using System.Text;

namespace GradCam.Runs;

/// <summary>Names in Markdown: shown as they are, whatever they hold.</summary>
internal static class MarkdownText
{
    private const string Special = @"\`*_{}[]()#!|~";

    /// <summary>Text to be copied, letter by letter in the file too: a span of code, between more backticks than it holds in a row.</summary>
    public static string Code(string text)
    {
        string shown = ShownText.Of(text), fence = "`";
        while (shown.Contains(fence, StringComparison.Ordinal))
        {
            fence += '`';
        }

        return shown.StartsWith('`') || shown.EndsWith('`') ? $"{fence} {shown} {fence}" : $"{fence}{shown}{fence}";
    }

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
