using GradCam.Imaging;
using GradCam.Rendering;

namespace GradCam.Runs.Tests;

/// <summary>Stands in for a network: the class is the picture's mean level divided by 64, and its pictures are the picture itself and its negative.</summary>
internal sealed class BrightnessExplainer : IPictureExplainer
{
    private static readonly string[] Names = ["black", "dark </script>", "bright | light", "white \u001b[31m"];

    /// <summary>How many pictures went through, over all calls.</summary>
    public int Explained { get; private set; }

    /// <summary>The sizes of the batches that came.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>Called before each batch.</summary>
    public Action? Before { get; init; }

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<string>? ClassNames { get; init; } = Names;

    public RgbImage Prepare(RgbImage picture) => Resizing.Resize(picture, 8, 8);

    public IReadOnlyList<Explanation> Explain(IReadOnlyList<RgbImage> pictures, string? layer, IReadOnlyList<int?> classIds)
    {
        Before?.Invoke();
        if (layer == "layr4")
        {
            throw new LayerException("there is no layer layr4");
        }

        Batches.Add(pictures.Count);
        Explained += pictures.Count;
        return [.. pictures.Zip(classIds, (picture, id) => Explain(picture, layer ?? "last", id))];
    }

    public void Dispose() => IsDisposed = true;

    private Explanation Explain(RgbImage picture, string layer, int? classId)
    {
        int predicted = (int)picture.Pixels.Average(level => level) / 64;
        int id = classId ?? predicted;
        if (id >= Names.Length)
        {
            throw new ClassException($"there is no class {id}");
        }

        ClassScore[] scores = [.. Names.Select((_, i) => new ClassScore(i, ClassNames?[i], i == predicted ? 0.7f : 0.1f))];
        RgbImage negative = new(picture.Width, picture.Height, [.. picture.Pixels.Select(level => (byte)(255 - level))]);
        return new Explanation
        {
            Network = "brightness",
            Layer = layer,
            Variant = Variant.Paper,
            TransformInput = false,
            Class = scores[id],
            TopFive = [.. scores.OrderByDescending(score => score.Probability)],
            Logits = [.. scores.Select(score => score.Probability)],
            InputSize = picture.Width,
            Pictures = new Dictionary<PictureKind, RgbImage> { [PictureKind.Heatmap] = negative, [PictureKind.Cam] = picture, [PictureKind.HeatmapPlusPlus] = picture },
            Seconds = new Dictionary<string, double>(),
        };
    }
}
