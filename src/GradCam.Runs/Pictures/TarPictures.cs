using System.Formats.Tar;
using GradCam.Files;
using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>The pictures of a tar archive, such as WebDataset's.</summary>
internal static class TarPictures
{
    private const string Ending = ".tar";

    /// <summary>Whether a path has a tar archive's ending, in any case.</summary>
    public static bool IsNamedSo(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>The pictures, in the archive's order, with their places; nothing of them is read.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="name">What it goes by in results; a picture goes by this, a slash, and its name in the archive.</param>
    /// <exception cref="PictureException">It is no tar archive, is damaged, or holds a name that leads out of the folder.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<ListedPicture> Read(string path, string name)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using TarReader reader = new(file);
            List<ListedPicture> pictures = [];
            while (reader.GetNextEntry() is { } entry)
            {
                if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && PictureFiles.IsNamedSo(entry.Name))
                {
                    string within = Within(entry.Name, path);
                    pictures.Add(new ListedPicture($"{path}/{within}", $"{name}/{within}")
                    {
                        Archived = new ArchivePlace(path, new FileSpan(entry.DataOffset, entry.DataOffset + entry.Length)),
                    });
                }
            }

            return pictures;
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new PictureException($"{ShownText.Of(path)}: is no tar archive, or a damaged one ({FileFault.OneLine(failure.Message)})", failure);
        }
    }

    private static string Within(string entry, string path)
    {
        string name = entry.StartsWith("./", StringComparison.Ordinal) ? entry[2..] : entry;
        return RelativePath.StaysWithin(name)
            ? name
            : throw new PictureException($"{ShownText.Of(path)}: holds {ShownText.Of(entry)}, a name that leads out of the folder that it is read from");
    }
}
