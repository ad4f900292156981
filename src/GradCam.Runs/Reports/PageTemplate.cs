using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace GradCam.Runs;

/// <summary>
/// A page as it lies in the assembly: HTML with holes, <c>{{name}}</c>, that are filled while it is written. What a hole gets is markup:
/// text goes through <see cref="Escape"/> first.
/// </summary>
internal static class PageTemplate
{
    /// <summary>Writes a page in UTF-8, its lines ended by line feeds. Its policy lets nothing in but its own style and scripts, and pictures.</summary>
    /// <param name="page">Where to; it stays open.</param>
    /// <param name="head">What it has in front.</param>
    /// <param name="body">The file name of its body's template.</param>
    /// <param name="holes">What each hole of the body gets: written into the page when its turn comes.</param>
    public static void Write(Stream page, PageHead head, string body, IReadOnlyDictionary<string, Action<Stream>> holes)
    {
        string style = string.Concat(head.Styles.Select(Resource)), script = string.Concat(head.Scripts.Select(Resource));
        Fill(page, "page.html", new Dictionary<string, Action<Stream>>
        {
            ["title"] = Markup(head.Title),
            ["images"] = Markup(head.Images),
            ["style"] = Markup(style),
            ["style-hash"] = Markup(Hash(style)),
            ["script"] = Markup(script.Length > 0 ? $"<script>{script}</script>\n" : ""),
            ["script-source"] = Markup(script.Length > 0 ? $"script-src '{Hash(script)}'; " : ""),
            ["body"] = stream => Fill(stream, body, holes),
        });
    }

    /// <summary>What fills a hole with markup that is at hand.</summary>
    public static Action<Stream> Markup(string markup) => page => page.Write(Encoding.UTF8.GetBytes(markup));

    /// <summary>What fills a hole with markup that is made while it is written.</summary>
    public static Action<Stream> Markup(Action<TextWriter> write) => page =>
    {
        using StreamWriter writer = new(page, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        write(writer);
    };

    /// <summary>Text as HTML shows it, with control and format characters (line ends, escapes, changes of direction) as their code.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(ShownText.Of(text));

    private static void Fill(Stream page, string name, IReadOnlyDictionary<string, Action<Stream>> holes)
    {
        foreach ((int i, string part) in Resource(name).Split("{{").Index())
        {
            string text = part;
            if (i > 0)
            {
                string[] parts = part.Split("}}", 2);
                holes[parts[0]](page);
                text = parts[1];
            }

            page.Write(Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>A file of a page: a template, a style, a script.</summary>
    private static string Resource(string name)
    {
        using Stream stream = typeof(PageTemplate).Assembly.GetManifestResourceStream($"GradCam.Runs.Page.{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using StreamReader reader = new(stream);
        // A browser hashes what it parsed, and parsing makes every line end a line feed.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>What a page's policy says of a style or script that may run: <c>sha256-</c> and its hash.</summary>
    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
}
