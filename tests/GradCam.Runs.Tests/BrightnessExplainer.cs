using GradCam.Imaging;

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

    public RgbImage Prepare(RgbImage picture) => Resizing.Resize(picture, 8, 8);

    public IReadOnlyList<PictureExplanation> Explain(IReadOnlyList<RgbImage> pictures, string? layer, IReadOnlyList<int?> classIds)
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

    private static PictureExplanation Explain(RgbImage picture, string layer, int? classId)
    {
        int predicted = (int)picture.Pixels.Average(level => level) / 64;
        int id = classId ?? predicted;
        if (id >= Names.Length)
        {
            throw new ClassException($"there is no class {id}");
        }

        ResultScore[] scores = [.. Names.Select((name, i) => new ResultScore(i, name, i == predicted ? 0.7 : 0.1)).OrderByDescending(score => score.Probability)];
        RgbImage negative = new(picture.Width, picture.Height, [.. picture.Pixels.Select(level => (byte)(255 - level))]);
        return new PictureExplanation(
            layer,
            id,
            Names[id],
            id == predicted ? 0.7 : 0.1,
            scores,
            new Dictionary<string, RgbImage> { ["heatmap"] = negative, ["cam"] = picture, ["heatmap++"] = picture },
            []);
    }
}
