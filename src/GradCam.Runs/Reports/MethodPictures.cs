using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Rendering;

namespace GradCam.Runs;

/// <summary>Which of a result's files are pictures, and of which method: the catalogues say it.</summary>
internal static class MethodPictures
{
    private static readonly string[] KeyBeginnings = ["heatmap-", "cam-", PictureCatalog.SignedPrefix];

    /// <summary>What is shown of each method, with its pictures' keys, the one that stands for its map first.</summary>
    private static readonly Shown[] Known = [.. MethodCatalog.All.SelectMany(ShownOf)];

    private static readonly string[] KnownKeys = [.. PictureCatalog.Six.Select(kind => kind.Key).Concat(Known.SelectMany(shown => shown.Keys)).Distinct()];

    // What lies over the picture tells most in small.
    private static readonly string[] BestInSmall =
    [
        .. Known.Where(shown => shown.Keys.Length > 1).Select(shown => shown.Keys[^1]),
        .. Known.Where(shown => shown.Keys.Length > 1).Select(shown => shown.Keys[0]),
        .. Known.Where(shown => shown.Keys.Length == 1).Select(shown => shown.Keys[0]).Reverse(),
    ];

    /// <summary>The key of the picture that stands for each method that a result was made with, by the method's name; what no catalogue knows goes by its key.</summary>
    public static IEnumerable<(string Method, string Key)> Of(ResultRecord line)
    {
        string[] unknown = Unknown(line);
        Shown[] wrapped = [.. unknown.Select(WrappedMethodOf).OfType<IAttributionMethod>().DistinctBy(method => method.Key).SelectMany(ShownOf)];
        foreach (Shown shown in Known.Concat(wrapped))
        {
            if (shown.Keys.FirstOrDefault(line.Files.ContainsKey) is { } key && PictureFiles.IsNamedSo(line.Files[key]))
            {
                yield return (shown.Title, key);
            }
        }

        foreach (string key in unknown.Except(wrapped.SelectMany(shown => shown.Keys)))
        {
            yield return (key, key);
        }
    }

    /// <summary>The key of the picture of a result that is shown in small; null where it has none.</summary>
    public static string? Small(ResultRecord line) =>
        BestInSmall.Concat(Unknown(line).Reverse()).FirstOrDefault(key => line.Files.TryGetValue(key, out string? file) && PictureFiles.IsNamedSo(file));

    /// <summary>The keys of all pictures that results have, in the catalogues' order.</summary>
    public static IReadOnlyList<string> Keys(IEnumerable<ResultRecord> lines)
    {
        HashSet<string> there = [.. lines.SelectMany(line => line.Files).Where(file => PictureFiles.IsNamedSo(file.Value)).Select(file => file.Key)];
        return [.. KnownKeys.Where(there.Contains), .. there.Except(KnownKeys).Order(StringComparer.Ordinal)];
    }

    /// <summary>A map is shown by one of its pictures, all others each for themselves.</summary>
    private static IEnumerable<Shown> ShownOf(IAttributionMethod method) => method.Kind == AttributionKind.Map
        ? [new Shown(method.Title, [.. PictureCatalog.For(method).Select(kind => kind.Key)])]
        : PictureCatalog.For(method).Select(kind => new Shown(kind.Title, [kind.Key]));

    private static string[] Unknown(ResultRecord line) =>
        [.. line.Files.Where(file => PictureFiles.IsNamedSo(file.Value) && !KnownKeys.Contains(file.Key)).Select(file => file.Key)];

    /// <summary>The wrapped method that a picture's key tells of; null where it tells of none.</summary>
    private static IAttributionMethod? WrappedMethodOf(string key) =>
        MethodCatalog.FindWrapped(KeyBeginnings.FirstOrDefault(key.StartsWith) is { } beginning ? key[beginning.Length..] : key);

    private sealed record Shown(string Title, string[] Keys);
}
