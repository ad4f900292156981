using System.Text.RegularExpressions;

namespace GradCam.Core.Tests.Architecture;

/// <summary>The sources of one project, whose folders stand in an order: a folder uses only folders before it.</summary>
/// <param name="project">The project's folder.</param>
/// <param name="order">Its folders, the first one first.</param>
/// <param name="isVisible">Whether a file's text, without comments, can see a folder's types by their bare names.</param>
internal sealed partial class FolderOrder(string project, string[] order, Func<string, string, bool> isVisible)
{
    /// <summary>Each file's text without comments, by its path from the project's folder on.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; } = Directory
        .EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        .Where(file => !SourceTree.IsBuilt(file))
        .ToDictionary(file => Path.GetRelativePath(project, file), file => Comment().Replace(File.ReadAllText(file), ""));

    /// <summary>Folders that have no place in the order.</summary>
    public IEnumerable<string> FoldersWithoutAPlace() => Sources.Keys.Select(FolderOf).Distinct().Except(order);

    /// <summary>What a file uses of a folder behind its own, a line each.</summary>
    public IEnumerable<string> Violations()
    {
        Dictionary<string, string> home = Sources
            .SelectMany(source => Declaration().Matches(source.Value).Select(match => (Type: match.Groups[1].Value, Folder: FolderOf(source.Key))))
            .DistinctBy(entry => entry.Type)
            .ToDictionary(entry => entry.Type, entry => entry.Folder);

        return Sources.SelectMany(source => Identifier().Matches(source.Value)
            .Select(match => match.Value)
            .Distinct()
            .Where(name => home.TryGetValue(name, out string? folder) && Array.IndexOf(order, folder) > Array.IndexOf(order, FolderOf(source.Key)))
            .Where(name => isVisible(source.Value, home[name]))
            .Select(name => $"{source.Key} uses {name} of {home[name]}"));
    }

    /// <summary>The folder of a file of <see cref="Sources"/>.</summary>
    public static string FolderOf(string relativeFile) => relativeFile.Split(Path.DirectorySeparatorChar)[0];

    // Nested types are seen through the type that holds them.
    [GeneratedRegex(@"^(?:[a-z]+ )*(?:class|struct|interface|enum|record|delegate\s+\w+)\s+([A-Z]\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    // A method that is called or declared, and a tuple's element, may be named like a type.
    [GeneratedRegex(@"(?<=\bnew )[A-Z]\w+|(?<![.\w]|\bstring )[A-Z]\w+\b(?!\()")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"//.*$|""(?:[^""\\]|\\.)*""", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
