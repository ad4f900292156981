using GradCam.Imaging;
using GradCam.Maps;
using GradCam.Networks;
using GradCam.Recording;
using GradCam.Rendering;
using static TorchSharp.torch;

namespace GradCam.Benchmarks;

/// <summary>The stages of one network's work, each with what it took at every round.</summary>
internal sealed class NetworkTrial : IDisposable
{
    private static readonly RectifierGuard Guided = new(RectifierRule.Guided, RectifierKinds.All);

    private readonly Dictionary<string, List<Span>> spans = [];
    private readonly List<Span> passes = [], alone = [], twin = [];
    private readonly FoldedNorms folded;
    private readonly IReadOnlyList<string> pictures;
    private readonly string results;
    private readonly Explainer explainer;
    private readonly Tensor input, first;
    private readonly Score[] scores;
    private Explanation? explanation;

    /// <summary>Loads the network three times and makes its input.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="files">Where its checkpoint and pictures are.</param>
    /// <param name="batch">Pictures in a forward pass.</param>
    /// <param name="threads">libtorch's threads; null for all processors.</param>
    public NetworkTrial(NetworkDefinition definition, TrialFiles files, int batch, int? threads)
    {
        Definition = definition;
        Batch = batch;
        results = files.Results;
        pictures = files.Pictures(batch);
        string path = files.Checkpoint(definition);
        Explainer Load() => TrialFiles.Load(path, definition.Name, threads);
        for (int i = 0; i < 2; i++)
        {
            Take("load", Load).Dispose();
        }

        explainer = Take("load", Load);
        folded = new FoldedNorms(explainer.Module);
        int side = explainer.Preprocessing.InputSize;
        input = explainer.Preprocessing.ToTensor([.. pictures.Select(file => Resizing.Resize(PictureDecoder.Decode(file), side, side).Pixels)]);
        first = input[..1].contiguous();
        scores = [.. Enumerable.Repeat(Score.Logit(0), batch)];
        Flops = LayerFlops.OfForward(explainer.Module, side);
    }

    public NetworkDefinition Definition { get; }

    public int Batch { get; }

    /// <summary>Floating point operations of a forward pass of one picture.</summary>
    public double Flops { get; }

    /// <summary>Forward and both gradients, of a picture in a batch.</summary>
    public IReadOnlyList<Span> Passes => passes;

    /// <summary>The same of one picture by itself.</summary>
    public IReadOnlyList<Span> Alone => alone;

    /// <summary>The Python program's passes of one picture by itself.</summary>
    public IReadOnlyList<Span> Twin => twin;

    /// <summary>A stage's seconds a picture ("load": a load's).</summary>
    public IReadOnlyList<Span> Stage(string stage) => spans[stage];

    /// <summary>Runs everything once and forgets what it took, but for the loads.</summary>
    public void WarmUp()
    {
        RunBatch();
        RunBatch();
        RunAlone();
        RunTwin();
        RunRest();
        List<Span> loads = spans["load"];
        spans.Clear();
        spans["load"] = loads;
        passes.Clear();
        alone.Clear();
        twin.Clear();
    }

    /// <summary>A batch through the network.</summary>
    public void RunBatch()
    {
        using Pass pass = Take("forward", () => Forward(input), Batch);
        Take("map gradients", () => pass.Backward(scores, RectifierGuard.None, GradientTargets.Layers), Batch).Dispose();
        Take("guided", () => pass.Backward(scores, Guided, GradientTargets.Input, last: true), Batch).Dispose();
        passes.Add(spans["forward"][^1] + spans["map gradients"][^1] + spans["guided"][^1]);
    }

    /// <summary>One picture through the network.</summary>
    public void RunAlone() => Span.Take(alone, () =>
    {
        using Pass pass = Forward(first);
        pass.Backward(scores[..1], RectifierGuard.None, GradientTargets.Layers).Dispose();
        pass.Backward(scores[..1], Guided, GradientTargets.Input, last: true).Dispose();
        return true;
    });

    /// <summary>One picture as the Python program does it; the weights are frozen again afterwards.</summary>
    public void RunTwin()
    {
        Span.Take(twin, () => PythonSequence.Run(explainer.Module, Definition.DefaultLayer, first, [0L], Definition.LayoutOf(Definition.DefaultLayer)));
        foreach (Tensor weight in explainer.Module.parameters())
        {
            weight.grad = null;
            weight.requires_grad = false;
        }
    }

    /// <summary>Everything of a picture but the network: from the file to its six files.</summary>
    public void RunRest()
    {
        explanation ??= explainer.Explain(pictures[0], new ExplainOptions { SkipUnserved = true });
        int side = explainer.Preprocessing.InputSize;
        RgbImage picture = Take("decode", () => PictureDecoder.Decode(pictures[0]));
        RgbImage resized = Take("resize", () => Resizing.Resize(picture, side, side));
        using Tensor prepared = Take("to tensor", () => explainer.Preprocessing.ToTensor([resized.Pixels]));
        Dictionary<string, RgbImage> drawn = Take("render", () => Draw(resized, explanation));
        IReadOnlyList<(string, byte[])> made = Take("encode", () => ResultFiles.Encode("picture", explanation with { Pictures = drawn }));
        Take("write", () => ResultWriter.Write(results, made));
    }

    public void Dispose()
    {
        input.Dispose();
        first.Dispose();
        folded.Dispose();
        explainer.Dispose();
    }

    private static Dictionary<string, RgbImage> Draw(RgbImage picture, Explanation found)
    {
        Dictionary<string, AttributionMap> maps = found.Maps.ToDictionary(map => map.Key, map => map.Value.Channels == 1 ? MaskOf(found, map.Key) : map.Value);
        return PictureCatalog.Six.Where(kind => kind.Methods.All(maps.ContainsKey)).ToDictionary(kind => kind.Key, kind => kind.Draw(picture, [.. kind.Methods.Select(key => maps[key])], DrawingOptions.Default));
    }

    private static AttributionMap MaskOf(Explanation found, string method)
    {
        SaliencyMask mask = found.Mask(method);
        return new AttributionMap(1, mask.Height, mask.Width, mask.Values);
    }

    private Pass Forward(Tensor pictureTensor) => Pass.Run(
        explainer.Module,
        pictureTensor,
        new PassRequest { Layers = [Definition.DefaultLayer], InputGradient = true, Folded = folded, MayOverwrite = false });

    private T Take<T>(string stage, Func<T> work, int shares = 1)
    {
        List<Span> taken = spans.TryGetValue(stage, out List<Span>? known) ? known : spans[stage] = [];
        T result = Span.Take(taken, work);
        taken[^1] /= shares;
        return result;
    }
}
