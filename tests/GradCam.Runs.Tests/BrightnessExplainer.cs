using GradCam.Imaging;
using GradCam.Maps;
using GradCam.Networks;

namespace GradCam.Runs.Tests;

/// <summary>Stands in for a network: the class is the picture's mean level divided by 64, and its pictures are the picture itself and its negative.</summary>
/// <param name="network">What the network is called.</param>
internal sealed class BrightnessExplainer(string network) : IPictureExplainer
{
    private static readonly string[] Names = ["black", "dark </script>", "bright | light", "white \u001b[31m"];

    /// <summary>How many pictures went through, over all calls.</summary>
    public int Explained { get; private set; }

    /// <summary>The sizes of the batches that came.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>Called before each batch, with the token that may end it.</summary>
    public Action<CancellationToken>? Before { get; init; }

    /// <summary>The pictures of each explanation, of the picture and its negative. Default: heatmap, cam and heatmap++.</summary>
    public Func<RgbImage, RgbImage, Dictionary<string, RgbImage>> Draw { get; init; } =
        (picture, negative) => new() { ["heatmap"] = negative, ["cam"] = picture, ["heatmap++"] = picture };

    /// <summary>Adds to each explanation what else a network might have found. Default: nothing.</summary>
    public Func<Explanation, Explanation> Complete { get; init; } = explanation => explanation;

    public bool IsDisposed { get; private set; }

    public IReadOnlyList<string>? ClassNames { get; init; } = Names;

    public PreparedQuestion Prepare(RgbImage picture, PictureTask task) =>
        new(new PreparedPicture(Resizing.Resize(picture, 8, 8), InputFrame.Whole(picture.Width, picture.Height)), null, task.Targets);

    public IReadOnlyList<Explanation> Explain(IReadOnlyList<PreparedQuestion> pictures, IReadOnlyList<string> layers, CancellationToken cancellationToken)
    {
        Before?.Invoke(cancellationToken);
        if (layers.Contains("layr4"))
        {
            throw new LayerException("there is no layer layr4");
        }

        Batches.Add(pictures.Count);
        Explained += pictures.Count;
        return
        [
            .. from entry in pictures.Index()
               from layer in layers.DefaultIfEmpty("last")
               from id in Classes(entry.Item)
               select Explain(entry.Item.Prepared.Pixels, layer, id) with { Picture = entry.Index },
        ];
    }

    public void Dispose() => IsDisposed = true;

    private static int Predicted(RgbImage picture) => (int)picture.Pixels.Average(level => level) / 64;

    private static IEnumerable<int> Classes(PreparedQuestion question)
    {
        int predicted = Predicted(question.Prepared.Pixels);
        int[] ranked = [predicted, .. Enumerable.Range(0, Names.Length).Where(id => id != predicted)];
        return question.Targets.DefaultIfEmpty(Target.Predicted)
            .SelectMany(target => target.ClassId is { } id ? [id] : ranked.Take(target.Count!.Value))
            .Distinct()
            .Select(id => id < Names.Length ? id : throw new ClassException($"there is no class {id}"));
    }

    private Explanation Explain(RgbImage picture, string layer, int id)
    {
        int predicted = Predicted(picture);
        ClassScore[] scores = [.. Names.Select((_, i) => new ClassScore(i, ClassNames?[i], i == predicted ? 0.7f : 0.1f))];
        RgbImage negative = new(picture.Width, picture.Height, [.. picture.Pixels.Select(level => (byte)(255 - level))]);
        return Complete(new Explanation
        {
            Layer = layer,
            Class = scores[id],
            TopFive = [.. scores.OrderByDescending(score => score.Probability)],
            Logits = [.. scores.Select(score => (float)score.Probability)],
            Maps = new Dictionary<string, AttributionMap>(),
            Pictures = Draw(picture, negative),
            Frame = InputFrame.Whole(picture.Width, picture.Height),
            Provenance = new Provenance { Network = network, Variant = Variant.Paper, Preprocessing = Preprocessing.ImageNet },
            Seconds = new Dictionary<string, double>(),
        });
    }
}
