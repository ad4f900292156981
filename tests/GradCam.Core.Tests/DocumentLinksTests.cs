using System.Text.RegularExpressions;

namespace GradCam.Core.Tests;

/// <summary>Links between the texts of the repository: every file is there, and every heading that a link names. Addresses elsewhere are not asked.</summary>
public sealed partial class DocumentLinksTests
{
    public static TheoryData<string> Texts =>
    [
        .. Directory.EnumerateFiles(SourceTree.Root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(SourceTree.Root, path).Replace('\\', '/'))
            // Made from the assemblies and from packages; the site's own build looks at them.
            .Where(path => !path.StartsWith("docs/api/", StringComparison.Ordinal) && !path.Contains("node_modules", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_EveryLinkWithinTheRepository_LeadsSomewhere(string text)
    {
        string path = Path.Combine(SourceTree.Root, text);

        Assert.DoesNotContain(Links(path), link => !Leads(path, link));
    }

    /// <summary>The site is made of the folder docs: of what lies elsewhere it takes pictures in, and a link to a source file would be dead there.</summary>
    [Theory]
    [MemberData(nameof(Texts))]
    public void PageOfTheSite_EveryLinkOutOfItsFolder_IsAPicture(string text)
    {
        string path = Path.Combine(SourceTree.Root, text), site = Path.Combine(SourceTree.Root, "docs") + Path.DirectorySeparatorChar;
        if (path.StartsWith(site, StringComparison.Ordinal))
        {
            Assert.DoesNotContain(
                Links(path).Select(link => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, link.Split('#')[0]))),
                target => !target.StartsWith(site, StringComparison.Ordinal) && target + Path.DirectorySeparatorChar != site && Path.GetExtension(target) is not (".jpg" or ".png" or ".svg"));
        }
    }

    private static IEnumerable<string> Links(string path) =>
        Link().Matches(Code().Replace(File.ReadAllText(path), "")).Select(match => Uri.UnescapeDataString(match.Groups[1].Value)).Where(link => !link.Contains(':', StringComparison.Ordinal));

    private static bool Leads(string from, string link)
    {
        string[] parts = link.Split('#', 2);
        string target = parts[0].Length == 0 ? from : Path.Combine(Path.GetDirectoryName(from)!, parts[0]);

        // The API reference is made with the site, which looks at these links itself.
        return link.Contains("api/", StringComparison.Ordinal)
            || ((File.Exists(target) || Directory.Exists(target))
                && (parts.Length == 1 || Heading().Matches(Code().Replace(File.ReadAllText(target), "")).Any(match => Anchor(match.Groups[1].Value) == parts[1])));
    }

    /// <summary>As the hosting site and the documentation site make them from plain headings.</summary>
    private static string Anchor(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-');

    [GeneratedRegex("^```.*?^```|`[^`\n]*`", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
