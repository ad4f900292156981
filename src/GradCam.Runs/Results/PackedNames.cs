using System.Globalization;

namespace GradCam.Runs;

/// <summary>
/// The names of packed files, as WebDataset reads them: in an archive, what belongs to one result shares its name up to the first dot, and what follows says
/// which file it is (<c>folder/stem-network.cam.jpg</c>).
/// </summary>
internal static class PackedNames
{
    private const string Start = "results-", End = ".tar";

    /// <summary>An archive's name.</summary>
    /// <param name="number">Its number, from 0 up.</param>
    public static string Archive(int number) => $"{Start}{number.ToString("000000", CultureInfo.InvariantCulture)}{End}";

    /// <summary>The archives that a run's folder holds.</summary>
    /// <param name="folder">The folder.</param>
    public static IEnumerable<string> ArchivesIn(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, $"{Start}*{End}").Where(path => IsArchive(Path.GetFileName(path.AsSpan())))
        : [];

    /// <summary>The name that a file has in an archive.</summary>
    /// <param name="file">The name that it would have in a folder: its folders, its result's name, a dash, its key and its ending.</param>
    /// <param name="key">Its key.</param>
    public static string Member(string file, string key)
    {
        string ending = Path.GetExtension(file), tail = $"-{key}{ending}";
        (string stem, string rest) = file.EndsWith(tail, StringComparison.Ordinal) ? (file[..^tail.Length], $".{key}{ending}") : (file[..^ending.Length], ending);
        int name = stem.LastIndexOf('/') + 1;
        // A dot ends what results share: as in links, another stands as its code.
        return $"{stem[..name]}{stem[name..].Replace("%", "%25", StringComparison.Ordinal).Replace(".", "%2E", StringComparison.Ordinal)}{rest}";
    }

    /// <summary>The name that a picture would have in a folder, of its name in an archive.</summary>
    public static string FileOf(string member)
    {
        int name = member.LastIndexOf('/') + 1, dot = member.IndexOf('.', name);
        return dot < 0 ? member : $"{member[..name]}{Uri.UnescapeDataString(member[name..dot])}-{member[(dot + 1)..]}";
    }

    /// <summary>A packed file as results name it: its archive, a slash and its name there.</summary>
    public static string Of(string archive, string member) => $"{archive}/{member}";

    /// <summary>A packed file's archive.</summary>
    public static string ArchiveOf(string file) => file[..file.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>A packed file's name in its archive.</summary>
    public static string MemberOf(string file) => file[(file.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static bool IsArchive(ReadOnlySpan<char> name) =>
        int.TryParse(name[Start.Length..^End.Length], NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
