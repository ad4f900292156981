using GradCam.Files;
using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>Compares pictures with expected ones, paired by name.</summary>
/// <remarks>
/// Pictures are compared as they are decoded for explaining (<see cref="PictureDecoder"/>): alpha, the low byte of 16 bits and metadata play no part.
/// </remarks>
internal static class PictureComparer
{
    /// <summary>Compares two files, or every picture in two folders and the folders below them.</summary>
    /// <param name="expected">A picture file, or a folder; of a folder, the files with a picture's ending (jpg, png, bmp, webp, tif, gif) count, and the pictures that a run packed there.</param>
    /// <param name="actual">The same kind of thing.</param>
    /// <param name="limits">What is accepted; default: <see cref="ComparisonLimits"/>'s own defaults.</param>
    /// <exception cref="UsageException">A path does not exist, one is a file and the other a folder, a folder cannot be read, or neither folder holds a picture.</exception>
    /// <exception cref="NativeLibraryException">OpenCV cannot be loaded.</exception>
    public static Comparison Compare(string expected, string actual, ComparisonLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        limits ??= new ComparisonLimits();
        SourcePictures pictures = new();
        bool isFolder = IsFolder(expected);
        if (isFolder != IsFolder(actual))
        {
            throw new UsageException($"'{expected}' and '{actual}': one is a folder and one a file; give two folders or two files");
        }

        IEnumerable<PictureComparison> compared = isFolder
            ? Pairs(expected, actual).Select(pair => CompareFiles(pair.Name, pair.Expected, pair.Actual, limits, pictures))
            : [CompareFiles(Path.GetFileName(expected), expected, actual, limits, pictures)];
        return new Comparison(expected, actual, limits, [.. compared]);
    }

    private static bool IsFolder(string path)
    {
        bool isFolder = Directory.Exists(path);
        return isFolder || File.Exists(path) ? isFolder : throw new UsageException($"'{path}' does not exist: give a picture file or a folder of pictures");
    }

    private static IEnumerable<(string Name, string? Expected, string? Actual)> Pairs(string expected, string actual)
    {
        SortedDictionary<string, string> wanted = PicturesIn(expected);
        SortedDictionary<string, string> found = PicturesIn(actual);
        if (wanted.Count + found.Count == 0)
        {
            throw new UsageException($"'{expected}' and '{actual}': neither holds a picture; give folders with {string.Join(", ", PictureFiles.Endings)} files");
        }

        return wanted.Keys.Union(found.Keys).Order(StringComparer.Ordinal)
            .Select(name => (name, wanted.GetValueOrDefault(name), found.GetValueOrDefault(name)));
    }

    private static SortedDictionary<string, string> PicturesIn(string folder)
    {
        try
        {
            return new SortedDictionary<string, string>(
                PictureList.FilesBelow(folder)
                    .Where(path => PictureFiles.IsNamedSo(path))
                    .Select(path => (Name: RelativePath.Of(folder, path), Path: path))
                    .Concat(PackedNames.ArchivesIn(folder).SelectMany(archive => TarPictures.Read(archive, "").Select(picture => (Name: PackedNames.FileOf(picture.Path[(archive.Length + 1)..]), picture.Path))))
                    .DistinctBy(picture => picture.Name)
                    .ToDictionary(picture => picture.Name, picture => picture.Path),
                StringComparer.Ordinal);
        }
        catch (Exception e) when (FileFault.Is(e))
        {
            throw new UsageException($"The folder '{folder}' cannot be read ({FileFault.Reason(e)}): check its permissions", e);
        }
    }

    private static PictureComparison CompareFiles(string name, string? expected, string? actual, ComparisonLimits limits, SourcePictures pictures)
    {
        if (expected is null || actual is null)
        {
            return expected is null
                ? new(name, null, actual, PictureVerdict.Extra, null, "not expected")
                : new(name, expected, null, PictureVerdict.Missing, null, "not there");
        }

        RgbImage? wanted = Decoded(pictures, expected, out string? wantedFault);
        RgbImage? found = Decoded(pictures, actual, out string? foundFault);
        if (wanted is null || found is null)
        {
            return new(name, expected, actual, PictureVerdict.Unreadable, null, string.Join(" ", new[] { wantedFault, foundFault }.OfType<string>()));
        }

        if ((wanted.Width, wanted.Height) != (found.Width, found.Height))
        {
            string sizes = $"{found.Width} x {found.Height} pixels instead of {wanted.Width} x {wanted.Height}";
            return new(name, expected, actual, PictureVerdict.Different, null, sizes);
        }

        PictureQuality quality = PictureQuality.Measure(wanted, found);
        IReadOnlyList<string> exceeded = limits.Exceeded(quality);
        return exceeded.Count > 0
            ? new(name, expected, actual, PictureVerdict.Different, quality, string.Join("; ", exceeded))
            : new(name, expected, actual, PictureVerdict.Same, quality, quality.IsIdentical ? "equal" : "within the limits");
    }

    private static RgbImage? Decoded(SourcePictures pictures, string path, out string? fault)
    {
        fault = null;
        try
        {
            return pictures.Read(path);
        }
        catch (PictureException e)
        {
            fault = e.Message;
            return null;
        }
    }
}
