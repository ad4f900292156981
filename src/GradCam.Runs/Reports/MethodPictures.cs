using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Rendering;

namespace GradCam.Runs;

/// <summary>Which of a result's files are pictures, and of which method: the catalogues say it.</summary>
internal static class MethodPictures
{
    /// <summary>Each method with its pictures' keys, the one that stands for its map first.</summary>
    private static readonly (string Title, string[] Keys)[] Known =
    [
        .. MethodCatalog.All.Select(method => (method.Title, PictureCatalog.For(method).Select(kind => kind.Key).ToArray())),
    ];

    private static readonly string[] KnownKeys = [.. PictureCatalog.Six.Select(kind => kind.Key).Concat(Known.SelectMany(method => method.Keys)).Distinct()];

    // What lies over the picture tells most in small.
    private static readonly string[] BestInSmall =
    [
        .. Known.Where(method => method.Keys.Length > 1).Select(method => method.Keys[^1]),
        .. Known.Where(method => method.Keys.Length > 1).Select(method => method.Keys[0]),
        .. Known.Where(method => method.Keys.Length == 1).Select(method => method.Keys[0]).Reverse(),
    ];

    /// <summary>The picture that stands for each method that a result was made with, by the method's name; what no catalogue knows goes by its key.</summary>
    public static IEnumerable<(string Method, string File)> Of(ResultRecord line)
    {
        foreach ((string title, string[] keys) in Known)
        {
            if (keys.FirstOrDefault(line.Files.ContainsKey) is { } key && PictureFiles.IsNamedSo(line.Files[key]))
            {
                yield return (title, line.Files[key]);
            }
        }

        foreach (string key in Unknown(line))
        {
            yield return (key, line.Files[key]);
        }
    }

    /// <summary>The picture of a result that is shown in small; null where it has none.</summary>
    public static string? Small(ResultRecord line) =>
        BestInSmall.Concat(Unknown(line)).FirstOrDefault(key => line.Files.TryGetValue(key, out string? file) && PictureFiles.IsNamedSo(file)) is { } best ? line.Files[best] : null;

    /// <summary>The keys of all pictures that results have, in the catalogues' order.</summary>
    public static IReadOnlyList<string> Keys(IEnumerable<ResultRecord> lines)
    {
        HashSet<string> there = [.. lines.SelectMany(line => line.Files).Where(file => PictureFiles.IsNamedSo(file.Value)).Select(file => file.Key)];
        return [.. KnownKeys.Where(there.Contains), .. there.Except(KnownKeys).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Unknown(ResultRecord line) =>
        line.Files.Where(file => PictureFiles.IsNamedSo(file.Value) && !KnownKeys.Contains(file.Key)).Select(file => file.Key);
}
