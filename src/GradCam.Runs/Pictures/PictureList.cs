using System.IO.Enumeration;
using GradCam.Files;
using GradCam.Imaging;
using Microsoft.Extensions.FileSystemGlobbing;

namespace GradCam.Runs;

/// <summary>Turns files, folders and patterns into the pictures of a batch, in an order that does not depend on the file system.</summary>
public static class PictureList
{
    /// <summary>
    /// Lists the pictures that <paramref name="paths"/> name. A file counts as it is and goes by its file name; a folder gives every picture
    /// in and below it, by its path below that folder; a pattern (<c>*</c> within a folder, <c>**</c> over folders) gives the pictures it
    /// matches, by their path below the last folder before the first star. A tar archive, or a pattern that ends in <c>.tar</c>, gives the pictures in it, in
    /// its order, by its own name, a slash and theirs. Otherwise, within one path, pictures are sorted by name. Links to folders are not followed.
    /// </summary>
    /// <param name="paths">Files, folders and patterns, in the order wanted.</param>
    /// <param name="exceptBelow">A folder whose content is left out, such as the one that results go to; default none.</param>
    /// <exception cref="PictureException">A path does not exist, a folder cannot be read, or no picture was found.</exception>
    public static IReadOnlyList<ListedPicture> FromPaths(IEnumerable<string> paths, string? exceptBelow = null)
    {
        List<ListedPicture> pictures = [];
        foreach (string path in paths)
        {
            List<ListedPicture> found = Read(path);
            int all = found.Count;
            found.RemoveAll(picture => exceptBelow is not null && RelativePath.IsBelow(exceptBelow, picture.Path));
            if (found.Count == 0)
            {
                throw new PictureException(all > 0
                    ? $"{ShownText.Of(path)}: every picture there lies in {ShownText.Of(exceptBelow!)}, the folder for the results, which is left out of the search"
                    : $"{ShownText.Of(path)}: no picture found there; pictures end in {string.Join(", ", PictureFiles.Endings)}");
            }

            pictures.AddRange(found);
        }

        return pictures;
    }

    /// <summary>Lists the pictures of a CSV file: a header line with <c>image</c> and any of <c>network,layer,class_id,weight_path,truth</c>, then a picture a line.</summary>
    /// <param name="path">The CSV file, UTF-8; relative paths start at its own folder, and empty cells take the run's options.</param>
    /// <exception cref="UsageException">The file cannot be read, a column is unknown or missing, or a cell cannot be understood.</exception>
    public static IReadOnlyList<ListedPicture> FromManifest(string path) => Manifest.Read(path);

    private static List<ListedPicture> Read(string path)
    {
        try
        {
            return [.. Expand(path)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new PictureException(
                $"{ShownText.Of(path)}: not all of it can be read ({ShownText.Of(failure.Message)}); check the folders' permissions, or name the pictures by a pattern", failure);
        }
    }

    private static IEnumerable<ListedPicture> Expand(string path)
    {
        if (File.Exists(path))
        {
            return TarPictures.IsNamedSo(path) ? TarPictures.Read(path, Path.GetFileName(path)) : [new ListedPicture(path, Path.GetFileName(path))];
        }

        if (Directory.Exists(path))
        {
            return Named(path, FilesBelow(path));
        }

        if (!path.Contains('*', StringComparison.Ordinal))
        {
            throw new PictureException($"{ShownText.Of(path)}: there is no such file or folder; check the path, or use a pattern such as \"pictures/**/*.jpg\"");
        }

        (string folder, string pattern) = Split(path, Path.GetPathRoot(path)!.Length);
        return Directory.Exists(folder)
            ? Matched(folder, pattern)
            : throw new PictureException($"{ShownText.Of(path)}: the folder {ShownText.Of(folder)} does not exist; check the path before the first star");
    }

    /// <summary>Every file in a folder and below it; a link to a folder above would never end, so none is followed.</summary>
    internal static IEnumerable<string> FilesBelow(string folder) => new FileSystemEnumerable<string>(
        folder,
        (ref FileSystemEntry entry) => entry.ToFullPath(),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };

    /// <summary>A pattern that ends as archives do means these and what is in them; another one means pictures.</summary>
    private static IEnumerable<ListedPicture> Matched(string folder, string pattern)
    {
        IEnumerable<string> files = new Matcher(StringComparison.Ordinal).AddInclude(pattern).GetResultsInFullPath(folder);
        return TarPictures.IsNamedSo(pattern)
            ? files.Select(file => (File: file, Name: RelativePath.Of(folder, file))).OrderBy(file => file.Name, StringComparer.Ordinal).SelectMany(file => TarPictures.Read(file.File, file.Name))
            : Named(folder, files);
    }

    private static IEnumerable<ListedPicture> Named(string folder, IEnumerable<string> files) =>
        files
            .Where(file => PictureFiles.IsNamedSo(file))
            .Select(file => new ListedPicture(file, RelativePath.Of(folder, file)))
            .OrderBy(picture => picture.Name, StringComparer.Ordinal);

    /// <summary>Parts a pattern from the folder in front of it.</summary>
    /// <param name="path">A path with a star.</param>
    /// <param name="root">How long its root is: a drive without its separator would be that drive's current folder.</param>
    internal static (string Folder, string Pattern) Split(string path, int root)
    {
        string plain = path.Replace(Path.DirectorySeparatorChar, '/');
        int cut = plain.LastIndexOf('/', plain.IndexOf('*', StringComparison.Ordinal));
        return cut < 0 ? (".", plain) : (path[..(cut < root ? cut + 1 : cut)], plain[(cut + 1)..]);
    }
}
