using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>The pictures that a page shows: in the page, or as links to files beside it.</summary>
/// <param name="folder">The results' folder.</param>
/// <param name="files">The results' files.</param>
/// <param name="embed">Whether they stand in the page.</param>
internal sealed class ReportPictures(ResultsFolder folder, ResultFiles files, bool embed)
{
    private const int PictureQuality = 90;

    // A picture of 224 x 224 takes 10 to 30 KB: as a file it can stand for its thumbnail, which spares making one for each result.
    private const long LargestThumbnail = 64 << 10;

    private readonly SourcePictures sources = new();

    /// <summary>Links to a result's heat maps, by method.</summary>
    public IReadOnlyDictionary<string, string> Heat(ResultRecord line) =>
        MethodPictures.Of(line).ToDictionary(shown => shown.Method, shown => embed ? Embedded(line, shown.Key) : RelativeLink.Of(line.Files[shown.Key]));

    /// <summary>
    /// The explained picture itself, in the size of its heat maps, or null where its file is gone or cannot be read any more; and a small picture of
    /// each of its results.
    /// </summary>
    /// <param name="index">A number of its own among the page's pictures.</param>
    /// <param name="lines">The picture's results, each with its place among all results.</param>
    /// <param name="thumbnails">Takes the small pictures, in the results' places.</param>
    public string? Picture(int index, IReadOnlyList<(int Index, ResultRecord Line)> lines, string?[] thumbnails)
    {
        (int Width, int Height)? size = null;
        foreach ((int place, ResultRecord line) in lines.Where(entry => entry.Line.Error is null))
        {
            if (MethodPictures.Small(line) is not { } key)
            {
                continue;
            }

            bool isSmall = !embed && files.LengthOf(line, key) <= LargestThumbnail;
            RgbImage? large = isSmall && size is not null ? null : files.Decode(line, key);
            size ??= (large!.Width, large.Height);
            thumbnails[place] = isSmall
                ? RelativeLink.Of(line.Files[key])
                : Link($"{OwnFolders.PagePictures}/thumbnail-{place}.jpg", Thumbnail.Of(large!));
        }

        return size is { } wanted ? Explained(folder.PathOf(lines[0].Line.Source ?? ""), wanted, $"{OwnFolders.PagePictures}/picture-{index}.jpg") : null;
    }

    private string? Explained(string source, (int Width, int Height) size, string file) => sources.Decode(source) is { } picture
        ? Link(file, PictureEncoder.Jpeg(Resizing.Resize(picture, size.Width, size.Height), PictureQuality))
        : null;

    private string Embedded(ResultRecord line, string key)
    {
        byte[] picture = files.Read(line, key);
        // A page is passed on: what is no picture must not leave with it.
        PictureDecoder.Decode(picture, files.NameOf(line, key));
        return DataUri.Of(picture);
    }

    private string Link(string file, byte[] jpeg)
    {
        if (embed)
        {
            return DataUri.Of(jpeg);
        }

        folder.Write(file, jpeg);
        return RelativeLink.Of(file);
    }
}
