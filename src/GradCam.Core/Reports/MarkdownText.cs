using System.Text;

namespace GradCam.Reports;

/// <summary>Names in Markdown: shown as they are, whatever they hold.</summary>
internal static class MarkdownText
{
    private const string Special = @"\`*_{}[]()#!|~";

    /// <summary>Text that a table cell or heading shows letter by letter.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach (char character in ShownText.Of(text))
        {
            escaped = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                _ when Special.Contains(character, StringComparison.Ordinal) => escaped.Append('\\').Append(character),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
