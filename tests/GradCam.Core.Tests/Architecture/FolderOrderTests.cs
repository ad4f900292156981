using System.Text.RegularExpressions;

namespace GradCam.Core.Tests.Architecture;

/// <summary>Data flows one way through the library: a folder uses only folders before it.</summary>
public sealed partial class FolderOrderTests
{
    private static readonly string[] Order =
    [
        "Errors", "Native", "Files", "Imaging", "Checkpoints", "Weights", "Networks", "Recording", "Methods", "Rendering", "Explaining", "Batches", "Comparing", "Reports",
    ];

    private static readonly Dictionary<string, string> Sources = Directory
        .EnumerateFiles(SourceTree.Library, "*.cs", SearchOption.AllDirectories)
        .Where(file => !SourceTree.IsBuilt(file))
        .ToDictionary(file => Path.GetRelativePath(SourceTree.Library, file), WithoutComments);

    [Fact]
    public void EveryFolder_OfTheLibrary_HasAPlaceInTheOrder() =>
        Assert.Empty(Sources.Keys.Select(FolderOf).Distinct().Except(Order));

    [Fact]
    public void EveryFile_OfTheLibrary_UsesOnlyFoldersBeforeItsOwn()
    {
        Dictionary<string, string> home = Sources
            .SelectMany(source => Declaration().Matches(source.Value).Select(match => (Type: match.Groups[1].Value, Folder: FolderOf(source.Key))))
            .DistinctBy(entry => entry.Type)
            .ToDictionary(entry => entry.Type, entry => entry.Folder);

        IEnumerable<string> violations = Sources.SelectMany(source => Identifier().Matches(source.Value)
            .Select(match => match.Value)
            .Distinct()
            .Where(name => home.TryGetValue(name, out string? folder) && Array.IndexOf(Order, folder) > Array.IndexOf(Order, FolderOf(source.Key)))
            .Where(name => IsVisible(source.Value, home[name]))
            .Select(name => $"{source.Key} uses {name} of {home[name]}"));

        Assert.Empty(violations);
    }

    [Fact]
    public void OpenCv_IsUsed_InImagingAndNativeOnly() =>
        Assert.DoesNotContain(Sources, source =>
            FolderOf(source.Key) is not ("Imaging" or "Native") && source.Value.Contains("OpenCvSharp", StringComparison.Ordinal));

    [Fact]
    public void EveryFile_OfTheRepository_StaysUnder300Lines() =>
        Assert.Empty(Directory
            .EnumerateFiles(SourceTree.Root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !SourceTree.IsBuilt(file) && File.ReadLines(file).Count() > 300)
            .Select(file => Path.GetRelativePath(SourceTree.Root, file)));

    private static string FolderOf(string relativeFile) => relativeFile.Split(Path.DirectorySeparatorChar)[0];

    /// <summary>Types of the root namespace are visible everywhere; the others only where their namespace is named.</summary>
    private static bool IsVisible(string source, string folder) =>
        folder is "Errors" or "Explaining" || source.Contains($"GradCam.{folder}", StringComparison.Ordinal);

    private static string WithoutComments(string file) => Comment().Replace(File.ReadAllText(file), "");

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record|delegate\s+\w+)\s+([A-Z]\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![.\w])[A-Z]\w+")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"//.*$|""(?:[^""\\]|\\.)*""", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
