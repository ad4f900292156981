using System.Runtime.InteropServices;
using GradCam.Imaging;
using GradCam.Maps;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Rendering;

namespace GradCam;

/// <summary>Draws the wanted pictures of one picture's maps and puts the explanations together.</summary>
internal sealed class ExplanationBuilder(Plan plan, StageClock shared, int explanations)
{
    private const int Top = 5;
    private const long MostOutputPixels = 25_000_000;

    private readonly Provenance provenance = new()
    {
        Network = plan.Network.Facts.Name,
        Variant = plan.Options.Variant,
        Preprocessing = plan.Preprocessing,
        Seed = plan.Options.Seed,
        Methods = [.. plan.Methods.Select(method => MethodCatalog.TextOf(method.Method))],
        Versus = plan.Options.Versus?.ToString(),
        Fuse = plan.Options.Fuse,
        Drawing = plan.Options.Drawing,
        Hash = plan.Network.Sha256,
        AssumesNormalisation = plan.Network.Facts.AssumesNormalisation,
    };

    private readonly HashSet<string> withoutLayer = WithoutLayer(plan);

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
                $"{name} has {picture.Width} x {picture.Height} pixels: its own size can be drawn up to 25 megapixels");
        }
    }

    /// <summary>Builds the explanation of one score.</summary>
    /// <param name="explained">What the network gave.</param>
    /// <param name="prepared">The picture.</param>
    public Explanation Build(ExplainedScore explained, PreparedQuestion prepared)
    {
        var own = new StageClock();
        ClassScore[] scores = Scores(explained.Logits);
        IReadOnlyDictionary<string, IReadOnlyList<MapBox>> boxes;
        IReadOnlyDictionary<string, RgbImage> pictures;
        using (own.Start("render"))
        {
            boxes = BoxesOf(explained.Maps, prepared.Prepared.Pixels.Width);
            pictures = Draw(explained.Maps, boxes, prepared);
        }

        return new Explanation
        {
            Picture = explained.Picture,
            Class = scores[explained.Score.ClassId],
            Score = explained.Score.ToString(),
            TopFive = Largest(scores, explained.Logits),
            Logits = ImmutableCollectionsMarshal.AsImmutableArray(explained.Logits),
            Layer = explained.Layer,
            Maps = explained.Maps,
            Pictures = pictures,
            Frame = prepared.Prepared.Frame,
            Provenance = provenance,
            Seconds = shared.Share(explanations, own),
            Warnings = explained.Warnings,
            Gaps = explained.Gaps,
            Checks = explained.Checks,
            Boxes = boxes.ToDictionary(each => each.Key, each => OnPicture(each.Value, prepared)),
            WithoutLayer = withoutLayer,
        };
    }

    private static HashSet<string> WithoutLayer(Plan plan)
    {
        string[] methods = [.. plan.Methods.Where(method => !method.HasLayer).Select(method => method.Key)];
        return [.. methods, .. plan.Options.Pictures.Where(kind => kind.Methods.All(methods.Contains)).Select(kind => kind.Key)];
    }

    /// <summary>The boxes of every map of positions at the input's size, so that they are the same whatever size is drawn.</summary>
    private Dictionary<string, IReadOnlyList<MapBox>> BoxesOf(IReadOnlyDictionary<string, AttributionMap> maps, int side) =>
        plan.Options.Drawing.BoxesFrom is not { } least ? []
        : plan.Methods.Where(method => method.Method.Kind == AttributionKind.Map)
            .ToDictionary(method => method.Key, method => MaskOf(maps[method.Key], side).Boxes(least));

    private static IReadOnlyList<MapBox> OnPicture(IReadOnlyList<MapBox> boxes, PreparedQuestion prepared) =>
        [.. boxes.Select(box => prepared.Prepared.Frame.LayOnPicture(box, prepared.Prepared.Pixels.Width)).OfType<MapBox>()];

    private Dictionary<string, RgbImage> Draw(
        IReadOnlyDictionary<string, AttributionMap> maps, IReadOnlyDictionary<string, IReadOnlyList<MapBox>> boxes, PreparedQuestion prepared)
    {
        RgbImage under = plan.Options.OutputSize == OutputSize.Input ? prepared.Prepared.Pixels : prepared.Own!;
        string[] keys = [.. plan.Options.Pictures.SelectMany(kind => kind.Methods).Distinct()];
        Dictionary<string, AttributionMap> drawn = keys.ToDictionary(key => key, key => Lay(maps[key], KindOf(key), prepared, under));
        return plan.Options.Pictures.DistinctBy(kind => kind.Key).ToDictionary(kind => kind.Key, kind =>
        {
            RgbImage picture = kind.Draw(under, [.. kind.Methods.Select(key => drawn[key])], plan.Options.Drawing);
            return kind.TakesBoxes && boxes.TryGetValue(kind.Methods[0], out IReadOnlyList<MapBox>? found)
                ? FurtherRenderer.Framed(picture, plan.Options.OutputSize == OutputSize.Input ? found : OnPicture(found, prepared))
                : picture;
        });
    }

    private AttributionKind KindOf(string key) => plan.Methods.First(method => method.Key == key).Method.Kind;

    /// <summary>A map's mask, or an attribution's numbers, in the size of the picture that is drawn over: by way of the network's own size, as the original does.</summary>
    private AttributionMap Lay(AttributionMap map, AttributionKind kind, PreparedQuestion prepared, RgbImage under)
    {
        int side = prepared.Prepared.Pixels.Width;
        AttributionMap square = kind switch
        {
            AttributionKind.Map => MapOf(MaskOf(map, side)),
            AttributionKind.Parts when plan.Options.Drawing.Smooth => map.Smooth(side, side),
            _ => map.Resize(side, side),
        };
        return plan.Options.OutputSize == OutputSize.Input ? square
            : prepared.Prepared.Frame.IsWhole ? square.Resize(under.Width, under.Height)
            : LayOnPicture(square, prepared.Prepared.Frame);
    }

    private SaliencyMask MaskOf(AttributionMap map, int side) => plan.Options.Drawing.Smooth ? map.Mask().Smooth(side, side) : map.Mask().Resize(side, side);

    private static AttributionMap MapOf(SaliencyMask mask) => new(1, mask.Height, mask.Width, mask.Values);

    private static AttributionMap LayOnPicture(AttributionMap square, InputFrame frame)
    {
        int plane = square.Width * square.Height;
        float[] laid = new float[checked(square.Channels * frame.PictureWidth * frame.PictureHeight)];
        for (int channel = 0; channel < square.Channels; channel++)
        {
            frame.LayOnPicture(square.Values.AsSpan(channel * plane, plane).ToArray(), square.Width)
                .CopyTo(laid, channel * frame.PictureWidth * frame.PictureHeight);
        }

        return new AttributionMap(square.Channels, frame.PictureHeight, frame.PictureWidth, ImmutableCollectionsMarshal.AsImmutableArray(laid));
    }

    private ClassScore[] Scores(float[] logits)
    {
        IReadOnlyList<string>? known = plan.Network.Facts.ClassNames;
        if (plan.Network.Facts.IsMultiLabel)
        {
            return [.. logits.Select((logit, id) => new ClassScore(id, known?[id], (float)(1 / (1 + Math.Exp(-(double)logit)))))];
        }

        double largest = logits[0];
        foreach (float logit in logits)
        {
            largest = Math.Max(largest, logit);
        }

        double[] exponentials = Array.ConvertAll(logits, logit => Math.Exp(logit - largest));
        double sum = 0;
        foreach (double value in exponentials)
        {
            sum += value;
        }

        var scores = new ClassScore[logits.Length];
        for (int id = 0; id < scores.Length; id++)
        {
            scores[id] = new ClassScore(id, known?[id], (float)(exponentials[id] / sum));
        }

        return scores;
    }

    /// <summary>By their logits: of two nearly certain classes the probabilities may be the same number.</summary>
    private static ClassScore[] Largest(ClassScore[] scores, float[] logits)
    {
        var largest = new List<ClassScore>(Top + 1);
        foreach (ClassScore score in scores)
        {
            int place = largest.Count;
            while (place > 0 && logits[score.Id] > logits[largest[place - 1].Id])
            {
                place--;
            }

            if (place < Top)
            {
                largest.Insert(place, score);
                largest.RemoveRange(Math.Min(Top, largest.Count), Math.Max(0, largest.Count - Top));
            }
        }

        return [.. largest];
    }
}
