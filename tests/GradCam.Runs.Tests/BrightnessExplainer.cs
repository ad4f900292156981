using GradCam.Imaging;
using GradCam.Maps;
using GradCam.Networks;

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

    public PreparedQuestion Prepare(RgbImage picture, PictureTask task) => new(
        new PreparedPicture(Resizing.Resize(picture, 8, 8), InputFrame.Whole(picture.Width, picture.Height)), null, task.ClassId is { } id ? [id] : []);

    public IReadOnlyList<Explanation> Explain(IReadOnlyList<PreparedQuestion> pictures, string? layer)
    {
        Before?.Invoke();
        if (layer == "layr4")
        {
            throw new LayerException("there is no layer layr4");
        }

        Batches.Add(pictures.Count);
        Explained += pictures.Count;
        return [.. pictures.Select(question => Explain(question.Prepared.Pixels, layer ?? "last", question.Targets is [{ ClassId: { } asked }] ? asked : null))];
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
            Layer = layer,
            Class = scores[id],
            TopFive = [.. scores.OrderByDescending(score => score.Probability)],
            Logits = [.. scores.Select(score => score.Probability)],
            Maps = new Dictionary<string, AttributionMap>(),
            Pictures = new Dictionary<string, RgbImage> { ["heatmap"] = negative, ["cam"] = picture, ["heatmap++"] = picture },
            Frame = InputFrame.Whole(picture.Width, picture.Height),
            Provenance = new Provenance { Network = "brightness", Variant = Variant.Paper, Preprocessing = Preprocessing.ImageNet },
            Seconds = new Dictionary<string, double>(),
        };
    }
}
