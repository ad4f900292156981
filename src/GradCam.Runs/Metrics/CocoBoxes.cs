using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using GradCam.Files;

namespace GradCam.Runs;

/// <summary>Boxes of a COCO file: <c>images</c> (id, file_name), <c>annotations</c> (image_id, category_id, bbox: left, top, width, height) and <c>categories</c> (id, name).</summary>
internal sealed class CocoBoxes : ITruth
{
    private readonly Dictionary<string, TruthObject[]> objects;

    private CocoBoxes(Dictionary<string, TruthObject[]> objects, string sha256) => (this.objects, Sha256) = (objects, sha256);

    /// <inheritdoc/>
    public string Sha256 { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="UsageException">It cannot be read or is not of this form.</exception>
    public static CocoBoxes Open(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            CocoFile file = JsonSerializer.Deserialize(stream, CocoJson.Default.CocoFile) ?? throw new JsonException("null");
            if (file.Images is null || file.Annotations is null)
            {
                throw new JsonException("no images, or no annotations");
            }

            if (file.Annotations.FirstOrDefault(one => one.Box is not [_, _, >= 0, >= 0]) is { } malformed)
            {
                string which = malformed.Id is { } id ? $"the annotation {ShownText.Of(id.ToString())}" : "an annotation without an id";
                throw Unreadable(path, $"{which} has no box of left, top, width and height");
            }

            Dictionary<long, string> names = (file.Categories ?? []).Where(category => category.Name is not null).ToDictionary(category => category.Id, category => category.Name!);
            // COCO's own files have boxes of no height, which no point lies in.
            ILookup<long, TruthObject> boxes = file.Annotations.Where(one => one.Box is [_, _, > 0, > 0]).ToLookup(one => one.ImageId, one => ObjectOf(one, names));
            return new CocoBoxes(
                file.Images.GroupBy(image => image.FileName).ToDictionary(group => group.Key, group => group.SelectMany(image => boxes[image.Id]).ToArray()),
                FileHash.Sha256(path));
        }
        catch (Exception failure) when (FileFault.Is(failure) || failure is JsonException or ArgumentException)
        {
            throw Unreadable(path, FileFault.Is(failure) ? FileFault.Reason(failure) : "it is no COCO file with images, annotations and their boxes", failure);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TruthObject>? Find(string name, string path) =>
        objects.GetValueOrDefault(name) ?? objects.GetValueOrDefault(name.Split('/')[^1]);

    private static UsageException Unreadable(string path, string reason, Exception? failure = null) =>
        new($"{ShownText.Of(path)}: the boxes cannot be read ({reason})", failure) { Name = "truth" };

    private static TruthObject ObjectOf(CocoAnnotation annotation, Dictionary<long, string> names)
    {
        (double left, double top, double width, double height) = (annotation.Box![0], annotation.Box[1], annotation.Box[2], annotation.Box[3]);
        string? number = annotation.CategoryId?.ToString(CultureInfo.InvariantCulture);
        string? named = annotation.CategoryId is { } id ? names.GetValueOrDefault(id) ?? number : null;
        return new TruthObject(named, number, (x, y) => x >= left && y >= top && x < left + width && y < top + height);
    }
}

/// <summary>The parts of a COCO file that are read.</summary>
internal sealed record CocoFile(IReadOnlyList<CocoImage>? Images, IReadOnlyList<CocoAnnotation>? Annotations, IReadOnlyList<CocoCategory>? Categories);

/// <summary>A picture of a COCO file.</summary>
internal sealed record CocoImage(long Id, string FileName);

/// <summary>An object of a COCO file.</summary>
internal sealed record CocoAnnotation(JsonElement? Id, long ImageId, long? CategoryId, [property: JsonPropertyName("bbox")] IReadOnlyList<double>? Box);

/// <summary>A class of a COCO file.</summary>
internal sealed record CocoCategory(long Id, string? Name);

/// <summary>Reads COCO files without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CocoFile))]
internal sealed partial class CocoJson : JsonSerializerContext;
