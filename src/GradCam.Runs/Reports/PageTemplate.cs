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
    /// <summary>Writes a page in UTF-8, its lines ended by line feeds.</summary>
    /// <param name="page">Where to; it stays open.</param>
    /// <param name="name">The template's file name.</param>
    /// <param name="holes">What each hole gets: written into the page when its turn comes.</param>
    public static void Write(Stream page, string name, IReadOnlyDictionary<string, Action<Stream>> holes)
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

    /// <summary>What fills a hole with markup that is at hand.</summary>
    public static Action<Stream> Markup(string markup) => page => page.Write(Encoding.UTF8.GetBytes(markup));

    /// <summary>What fills a hole with markup that is made while it is written.</summary>
    public static Action<Stream> Markup(Action<TextWriter> write) => page =>
    {
        using StreamWriter writer = new(page, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        write(writer);
    };

    /// <summary>A file of a page: a style, a script.</summary>
    public static string Resource(string name)
    {
        using Stream stream = typeof(PageTemplate).Assembly.GetManifestResourceStream($"GradCam.Runs.Page.{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using StreamReader reader = new(stream);
        // A browser hashes what it parsed, and parsing makes every line end a line feed.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>What a page's policy says of a style or script that may run: <c>sha256-</c> and its hash.</summary>
    public static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>Text as HTML shows it, with control and format characters (line ends, escapes, changes of direction) as their code.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(ShownText.Of(text));
}
