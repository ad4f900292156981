using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GradCam.Files;
using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>
/// Masks as PNG files, named after their pictures: of <c>folder/cat.jpg</c> those of <c>folder/cat.png</c> count for every class, those of
/// <c>folder/cat-NAME.png</c> and <c>folder/cat-2-NAME.png</c> for the class NAME, or <c>class3</c> for its number. A pixel is object where it is not black.
/// </summary>
internal sealed class MaskFolder : ITruth
{
    private const string Ending = ".png", NumberPrefix = "class";

    private readonly string folder;
    private readonly string[] files;
    private readonly string[] stems;

    private MaskFolder(string folder, string[] files, string[] stems, string sha256) =>
        (this.folder, this.files, this.stems, Sha256) = (folder, files, stems, sha256);

    /// <inheritdoc/>
    public string Sha256 { get; }

    /// <summary>Lists a folder, and reads its files for their hash.</summary>
    /// <param name="folder">The folder; the folders in it count.</param>
    /// <exception cref="UsageException">It holds no mask, or a file cannot be read.</exception>
    public static MaskFolder Open(string folder)
    {
        try
        {
            // As it is written on disk: cat.PNG is a mask too, and a file system may part it from cat.png.
            string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file).Equals(Ending, StringComparison.OrdinalIgnoreCase))
                .Select(file => RelativePath.Of(folder, file))
                .OrderBy(file => file[..^Ending.Length], StringComparer.Ordinal)
                .ThenBy(file => file, StringComparer.Ordinal)];
            string[] stems = Array.ConvertAll(files, file => file[..^Ending.Length]);
            if (files.Length == 0)
            {
                throw new UsageException($"{ShownText.Of(folder)}: holds no mask, a PNG file named after its picture") { Name = "truth" };
            }

            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach ((string file, string stem) in files.Zip(stems))
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{stem}\n{FileHash.Sha256(Path.Combine(folder, file))}\n"));
            }

            return new MaskFolder(folder, files, stems, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            throw new UsageException($"{ShownText.Of(folder)}: the masks cannot be read ({FileFault.Reason(failure)})", failure) { Name = "truth" };
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TruthObject>? Find(string name, string path)
    {
        string stem = name[..^Path.GetExtension(name).Length];
        List<TruthObject> objects = [];
        for (int i = FirstFrom(stem); i < stems.Length && stems[i].StartsWith(stem, StringComparison.Ordinal); i++)
        {
            string file = Path.Combine(folder, files[i]);
            if (ClassOf(stems[i][stem.Length..]) is { } named && !Path.GetFullPath(file).Equals(Path.GetFullPath(path), StringComparison.Ordinal))
            {
                objects.Add(Read(file, named.Length == 0 ? null : named));
            }
        }

        return objects.Count == 0 ? null : objects;
    }

    /// <summary>The place of the first stem that is not before another; of equal ones (cat.png and cat.PNG) the search may end at any.</summary>
    private int FirstFrom(string stem)
    {
        int found = Array.BinarySearch(stems, stem, StringComparer.Ordinal), first = found < 0 ? ~found : found;
        while (first > 0 && stems[first - 1] == stem)
        {
            first--;
        }

        return first;
    }

    /// <summary>The class that the rest of a mask's name tells: empty for every class, null where the file belongs to another picture.</summary>
    private static string? ClassOf(string rest)
    {
        if (rest.Length == 0)
        {
            return "";
        }

        string[] parts = rest.Split('-', 3);
        string? named = parts switch
        {
            ["", var first, var second] when first.Length > 0 && first.All(char.IsAsciiDigit) => second,
            ["", var first] when !first.All(char.IsAsciiDigit) => first,
            ["", var first, var second] => $"{first}-{second}",
            _ => null,
        };
        return named?.StartsWith(NumberPrefix, StringComparison.Ordinal) == true && int.TryParse(named[NumberPrefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? named[NumberPrefix.Length..]
            : named;
    }

    private static TruthObject Read(string file, string? named)
    {
        RgbImage mask = PictureDecoder.Decode(file);
        return new TruthObject(named, null, (x, y) =>
        {
            int at = 3 * (((int)y * mask.Width) + (int)x);
            return (mask.Pixels[at] | mask.Pixels[at + 1] | mask.Pixels[at + 2]) != 0;
        })
        {
            Mask = (file, mask.Width, mask.Height),
        };
    }
}
