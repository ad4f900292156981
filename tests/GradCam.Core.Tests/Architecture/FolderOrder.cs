namespace GradCam.Core.Tests.Architecture;

/// <summary>The sources of one project, whose folders stand in an order: a folder uses only folders before it, and within one no files use each other in a circle.</summary>
/// <param name="sources">Each file's text by its path from the project's folder on, with slashes.</param>
/// <param name="order">The folders, the first one first.</param>
/// <param name="namespaceOf">The namespace of a folder's types, public or not.</param>
internal sealed class FolderOrder(IReadOnlyDictionary<string, string> sources, string[] order, Func<string, bool, string> namespaceOf)
{
    private readonly SourceTypes types = new(sources);

    /// <summary>Each file's code, without texts and comments.</summary>
    public IReadOnlyDictionary<string, string> Code => types.Code;

    /// <summary>The sources below a project's folder.</summary>
    public static IReadOnlyDictionary<string, string> SourcesOf(string project) => Directory
        .EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
        .Where(file => !SourceTree.IsBuilt(file))
        .ToDictionary(file => Path.GetRelativePath(project, file).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText);

    /// <summary>The folder of a file; those within it are parts of it.</summary>
    public static string FolderOf(string file) => file.Split('/')[0];

    /// <summary>Folders that have no place in the order.</summary>
    public IEnumerable<string> FoldersWithoutAPlace() => Code.Keys.Select(FolderOf).Distinct().Except(order);

    /// <summary>Types whose namespace is not that of their folder, a line each.</summary>
    public IEnumerable<string> StrayNamespaces() => types.Types.Values
        .Where(type => type.Namespace != namespaceOf(FolderOf(type.File), type.IsPublic))
        .Select(type => $"{type.File}: {type.Name} is in {type.Namespace}");

    /// <summary>What a file uses of a folder behind its own, or imports of one, a line each.</summary>
    public IEnumerable<string> Violations() => Code.Keys.SelectMany(file => types.UsedBy(file)
        .Where(type => PlaceOf(FolderOf(type.File)) > PlaceOf(FolderOf(file)))
        .Select(type => $"{file} uses {type.Name} of {FolderOf(type.File)}")
        .Concat(types.ImportedBy(file)
            .Where(name => order.Where(folder => namespaceOf(folder, false) == name).Select(PlaceOf).DefaultIfEmpty(-1).Min() > PlaceOf(FolderOf(file)))
            .Select(name => $"{file} imports {name}")));

    /// <summary>The types that use each other in a circle from file to file of one folder, in order; each circle, or several that share a file, on a line.</summary>
    public IEnumerable<string> Circles()
    {
        Dictionary<string, HashSet<string>> reached = Code.Keys.ToDictionary(file => file, Reached);
        return Code.Keys
            .Where(file => reached[file].Contains(file))
            .Select(file => string.Join(", ", reached[file].Where(other => reached[other].Contains(file)).Select(NameOf).Order(StringComparer.Ordinal)))
            .Distinct()
            .Order(StringComparer.Ordinal);
    }

    private static string NameOf(string file) => Path.GetFileNameWithoutExtension(file);

    private int PlaceOf(string folder) => Array.IndexOf(order, folder);

    /// <summary>The files of its folder that a file uses, and those that they use.</summary>
    private HashSet<string> Reached(string file)
    {
        HashSet<string> reached = [];
        Stack<string> open = new([file]);
        while (open.TryPop(out string? next))
        {
            foreach (string used in types.UsedBy(next).Select(type => type.File).Where(used => FolderOf(used) == FolderOf(file) && reached.Add(used)))
            {
                open.Push(used);
            }
        }

        return reached;
    }
}
