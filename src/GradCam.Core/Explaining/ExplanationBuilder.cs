using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Rendering;

namespace GradCam;

/// <summary>Draws the wanted pictures of one picture's maps and puts the explanation together.</summary>
internal sealed class ExplanationBuilder(LoadedNetwork network, ExplainOptions options, bool transformInput, StageClock shared)
{
    private const int Top = 5;
    private const long MostOutputPixels = 25_000_000;

    /// <summary>Refuses a picture that is too large to be drawn over in its own size.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="options">Say which size is drawn.</param>
    /// <param name="name">What the message calls it.</param>
    /// <exception cref="PictureException">It has more than 25 megapixels and its own size was asked for.</exception>
    public static void CheckSize(RgbImage picture, ExplainOptions options, string name)
    {
        if (options.OutputSize == OutputSize.Original && (long)picture.Width * picture.Height > MostOutputPixels)
        {
            throw new PictureException(
                $"{name} has {picture.Width} x {picture.Height} pixels: its own size can be drawn up to 25 megapixels; use output size 'input'");
        }
    }

    /// <summary>Builds the explanation of a picture.</summary>
    /// <param name="picture">The picture in its own size.</param>
    /// <param name="resized">The picture at S x S.</param>
    /// <param name="maps">What the network gave for it.</param>
    /// <param name="batch">How many pictures shared the network's time.</param>
    public Explanation Build(RgbImage picture, RgbImage resized, PictureMaps maps, int batch)
    {
        var own = new StageClock();
        int side = resized.Width;
        SaliencyMask? mask = own.Time("render", () => maps.Mask?.Resize(side, side));
        SaliencyMask? plusPlus = own.Time("render", () => maps.MaskPlusPlus?.Resize(side, side));
        Dictionary<PictureKind, RgbImage> pictures = own.Time("render", () => options.OutputSize == OutputSize.Input
            ? Draw(resized, mask, plusPlus, maps.Guided)
            : Draw(picture, mask?.Resize(picture.Width, picture.Height), plusPlus?.Resize(picture.Width, picture.Height), Stretch(maps.Guided, side, picture)));
        ClassScore[] scores = Scores(maps.Logits);
        return new Explanation
        {
            Network = network.Name,
            Layer = options.LayerName ?? network.DefaultLayer,
            Variant = options.Variant,
            TransformInput = transformInput,
            Class = scores[maps.ClassId],
            TopFive = [.. scores.OrderByDescending(score => score.Probability).ThenBy(score => score.Id).Take(Top)],
            Logits = maps.Logits,
            InputSize = side,
            Mask = mask,
            MaskPlusPlus = plusPlus,
            Guided = maps.Guided,
            Pictures = pictures,
            Seconds = shared.Share(batch, own),
        };
    }

    private Dictionary<PictureKind, RgbImage> Draw(RgbImage under, SaliencyMask? mask, SaliencyMask? plusPlus, float[]? guided) =>
        options.Pictures.Distinct().ToDictionary(kind => kind, kind => kind switch
        {
            PictureKind.Heatmap => Renderer.Heatmap(mask!.Values, under.Width, under.Height),
            PictureKind.Cam => Renderer.Cam(under, mask!.Values),
            PictureKind.HeatmapPlusPlus => Renderer.Heatmap(plusPlus!.Values, under.Width, under.Height),
            PictureKind.CamPlusPlus => Renderer.Cam(under, plusPlus!.Values),
            PictureKind.GuidedBackpropagation => Renderer.Guided(guided!, under.Width, under.Height),
            PictureKind.GuidedCam => Renderer.GuidedCam(guided!, mask!.Values, under.Width, under.Height),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such picture"),
        });

    private static float[]? Stretch(float[]? planes, int side, RgbImage to)
    {
        if (planes is null)
        {
            return null;
        }

        float[] stretched = new float[3 * to.Width * to.Height];
        foreach ((int c, float[] plane) in planes.Chunk(side * side).Index())
        {
            Resizing.Resize(plane, side, side, to.Width, to.Height).CopyTo(stretched, c * to.Width * to.Height);
        }

        return stretched;
    }

    private ClassScore[] Scores(float[] logits)
    {
        if (network.ClassNames is { } names && names.Count != logits.Length)
        {
            throw new UsageException($"there are {names.Count} class names for the {logits.Length} classes of this network: give one name a class");
        }

        double largest = logits.Max();
        double[] exponentials = [.. logits.Select(logit => Math.Exp(logit - largest))];
        double sum = exponentials.Sum();
        return [.. exponentials.Select((value, id) => new ClassScore(id, network.ClassNames?[id], (float)(value / sum)))];
    }
}
