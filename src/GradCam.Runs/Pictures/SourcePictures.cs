using System.Collections.Concurrent;
using GradCam.Files;
using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>Decodes pictures by the paths that results have: of files, or of pictures in archives, each of which is listed once.</summary>
internal sealed class SourcePictures
{
    private const string Below = ".tar/";

    private readonly ConcurrentDictionary<string, Lazy<Dictionary<string, ArchivePlace>>> archives = [];

    /// <summary>The picture; null where it is gone or cannot be read any more.</summary>
    /// <param name="path">Its path, which may lead into an archive.</param>
    public RgbImage? Decode(string path)
    {
        try
        {
            return Read(path);
        }
        catch (Exception failure) when (failure is PictureException || FileFault.Is(failure))
        {
            return null;
        }
    }

    /// <summary>The picture.</summary>
    /// <param name="path">Its path, which may lead into an archive.</param>
    /// <exception cref="PictureException">It is gone or cannot be read.</exception>
    public RgbImage Read(string path) => !File.Exists(path) && Find(path.Replace(Path.DirectorySeparatorChar, '/')) is { } place
        ? PictureDecoder.Decode(place.Read(path), path)
        : PictureDecoder.Decode(path);

    private ArchivePlace? Find(string path)
    {
        int end = path.IndexOf(Below, StringComparison.OrdinalIgnoreCase);
        return end >= 0 && path[..(end + Below.Length - 1)] is var archive && File.Exists(archive)
            ? archives.GetOrAdd(archive, _ => new(() => List(archive))).Value.GetValueOrDefault(path)
            : null;
    }

    private static Dictionary<string, ArchivePlace> List(string archive) =>
        TarPictures.Read(archive, "").DistinctBy(picture => picture.Path).ToDictionary(picture => picture.Path, picture => picture.Archived!);
}
