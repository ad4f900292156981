using GradCam.Networks;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>
/// Further passes through the network that is explained. It cuts work to the memory budget, reports progress and
/// obeys cancellation, so that no method does.
/// </summary>
public sealed class Probe
{
    /// <summary>
    /// A pass without gradients holds what a part of the network has made until the part ends, what convolutions reorder, and what lies freed between: on resnet50 18 times its
    /// largest output (Score-CAM at layer1 as a whole process: 451 MB with one picture at once, 56 more for each), 9 to 12 on vgg16 and densenet121. How much lies between differs
    /// from run to run, 850 to 1,170 MB with 9 pictures, so a third is added. More at once is hardly faster: a pass takes 24.3 ms a picture with 4, 22.2 with 8, 21.9 with 16.
    /// </summary>
    private const int HeldWithoutGradients = 24;

    /// <summary>A recorded pass holds every output, and in its backward pass gradients of up to the same size.</summary>
    private const int HeldWithGradients = 2;

    /// <summary>More pictures at once were never seen to be faster, and a progress that stands still is not told from a program that hangs.</summary>
    private const int MostAtOnce = 64;

    private readonly Network network;
    private readonly PassRequest request;
    private readonly long budget;
    private readonly int seed;
    private readonly Action<int, int, string?>? progress;
    private readonly CancellationToken cancellation;
    private string? remark;

    /// <summary>Prepares further passes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="request">How it is recorded, with the layers that the method is asked for.</param>
    /// <param name="budget">Bytes that the tensors of a piece may take, above 0.</param>
    /// <param name="seed">What random numbers start from.</param>
    /// <param name="progress">Told of what is done, of all that is to do, and why it takes longer than it might. Default: nobody.</param>
    /// <param name="cancellation">Ends the work between two pieces, and in a piece before the next of the network's parts.</param>
    internal Probe(
        Network network, PassRequest request, long budget, int seed, Action<int, int, string?>? progress = null, CancellationToken cancellation = default)
    {
        (this.network, this.budget, this.seed) = (network, budget, seed);
        this.request = request with { Cancellation = cancellation };
        (this.progress, this.cancellation) = (progress, cancellation);
    }

    /// <summary>How a picture becomes the network's input.</summary>
    public Preprocessing Preprocessing => network.Facts.Preprocessing;

    /// <summary>
    /// Cuts work into pieces that fit the memory budget. Progress is told and cancellation obeyed between them; what was made for a piece
    /// belongs into a dispose scope of its own.
    /// </summary>
    /// <param name="count">How many pictures are to go through the network.</param>
    /// <param name="gradients">Whether gradients are recorded for them. Default: false.</param>
    /// <exception cref="OperationCanceledException">The caller has cancelled.</exception>
    public IEnumerable<Range> Chunks(int count, bool gradients = false)
    {
        int largest = LargestChunk(gradients);
        for (int start = 0; start < count; start += largest)
        {
            cancellation.ThrowIfCancellationRequested();
            int end = Math.Min(count, start + largest);
            yield return start..end;
            progress?.Invoke(end, count, remark);
        }
    }

    /// <summary>The score that speaks of a class's probability in place of its logit, as the network's logits are meant; another score is left as it is.</summary>
    /// <param name="score">The score.</param>
    internal Score Probability(Score score) => score != Score.Logit(score.ClassId) ? score
        : !network.Facts.IsMultiLabel ? Score.Probability(score.ClassId)
        : Score.Custom($"probability of class {score.ClassId}", score.ClassId, logits => logits.select(1, score.ClassId).sigmoid());

    /// <summary>The network's output for pictures, without a graph.</summary>
    /// <param name="inputs">[M, 3, S, S], as many as a piece of <see cref="Chunks"/> has.</param>
    /// <returns>[M, classes], before softmax; the caller's.</returns>
    public Tensor Logits(Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using Pass pass = Run(inputs, request.OfLogits);
        return pass.Logits.alias();
    }

    /// <summary>The score of pictures, without a graph.</summary>
    /// <param name="inputs">[M, 3, S, S], as many as a piece of <see cref="Chunks"/> has.</param>
    /// <param name="score">What is asked of each.</param>
    /// <returns>[M]; the caller's.</returns>
    public Tensor Scores(Tensor inputs, Score score)
    {
        ArgumentNullException.ThrowIfNull(score);
        using Tensor logits = Logits(inputs);
        return score.Read(logits);
    }

    /// <summary>The score of many pictures, which are made piece by piece, without a graph.</summary>
    /// <param name="count">How many.</param>
    /// <param name="inputs">Makes the pictures of a piece: [M, 3, S, S].</param>
    /// <param name="score">What is asked of each.</param>
    /// <returns>[count]; the caller's.</returns>
    public Tensor Scores(int count, Func<Range, Tensor> inputs, Score score)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        using DisposeScope scope = NewDisposeScope();
        List<Tensor> found = [];
        foreach (Range piece in Chunks(count))
        {
            using DisposeScope made = NewDisposeScope();
            found.Add(Scores(inputs(piece), score).MoveToOuterDisposeScope());
        }

        return cat(found).MoveToOuterDisposeScope();
    }

    /// <summary>The score of a picture where the layer gives something else than it gave, for many such outputs, which are made piece by piece.</summary>
    /// <param name="input">The picture: [1, 3, S, S].</param>
    /// <param name="count">How many outputs.</param>
    /// <param name="activations">Makes the outputs of a piece: [M, C, h, w].</param>
    /// <param name="score">What is asked of each.</param>
    /// <returns>[count]; the caller's.</returns>
    public Tensor ScoresFrom(Tensor input, int count, Func<Range, Tensor> activations, Score score)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(activations);
        ArgumentNullException.ThrowIfNull(score);
        using DisposeScope scope = NewDisposeScope();
        using var layer = new ReplacedLayer(network, request, input);
        List<Tensor> found = [];
        foreach (Range piece in Chunks(count))
        {
            using DisposeScope made = NewDisposeScope();
            found.Add(score.Read(layer.Logits(activations(piece))).MoveToOuterDisposeScope());
            remark = layer.IsWhole ? "the whole network is run each time: it cannot be cut at the layer" : null;
        }

        remark = null;
        return cat(found).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient of one score at other pictures.</summary>
    /// <param name="inputs">[M, 3, S, S], as many as a piece of <see cref="Chunks"/> with gradients has.</param>
    /// <param name="score">What is asked of each.</param>
    /// <returns>[M, 3, S, S]; it belongs to the dispose scope that is open.</returns>
    public Tensor InputGradient(Tensor inputs, Score score)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Record(inputs, [.. Enumerable.Repeat(score, (int)inputs.shape[0])], Needs.InputGradient()).InputGradient;
    }

    /// <summary>First and second derivative of scores at the layer's output.</summary>
    /// <param name="inputs">[M, 3, S, S], as many as a piece of <see cref="Chunks"/> with gradients has.</param>
    /// <param name="scores">A score for each.</param>
    /// <returns>The layer, and H A: the second derivative times A, A held fast, [M, C, h, w]; they belong to the dispose scope that is open.</returns>
    public (RecordedLayer Layer, Tensor Product) Curvature(Tensor inputs, IReadOnlyList<Score> scores)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Count, (int)inputs.shape[0], nameof(scores));
        using Pass pass = Run(inputs, request.OfLogits with { Layers = request.Layers, LayerGradients = true, MayGuard = false });
        return pass.Curvature(scores);
    }

    /// <summary>Records a pass of other pictures through the same network, at the same layer.</summary>
    /// <param name="inputs">[M, 3, S, S], as many as a piece of <see cref="Chunks"/> with gradients has.</param>
    /// <param name="scores">A score for each.</param>
    /// <param name="needs">What is needed of the pass.</param>
    /// <returns>What was recorded; its tensors belong to the dispose scope that is open.</returns>
    public AttributionContext Record(Tensor inputs, IReadOnlyList<Score> scores, Needs needs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(needs);
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Count, (int)inputs.shape[0], nameof(scores));
        PassRequest wanted = request with
        {
            Layers = needs.Layer ? request.Layers : [],
            LayerGradients = needs.LayerGradient,
            InputGradient = needs.Rule is not null,
            Biases = needs.BiasGradients,
            Attentions = needs.Attentions,
            AttentionGradients = needs.AttentionGradients,
            MayGuard = needs.Guard != RectifierGuard.None,
            MayDeconvolve = needs.Rule == RectifierRule.Deconvolution,
        };
        using Pass pass = Run(inputs, wanted);
        using ScoredPass scored = ScoredPass.Run(pass, wanted, scores, [.. scores.Select(_ => true)], [needs], last: true);
        return scored.ContextFor(needs, [.. Enumerable.Range(0, wanted.Layers.Count)], inputs, this, seed).Share();
    }

    private int LargestChunk(bool gradients)
    {
        int side = network.Facts.Preprocessing.InputSize;
        PassMemory memory = PassMemory.Measure(network.Module, side);
        long picture = gradients ? HeldWithGradients * memory.Recorded : HeldWithoutGradients * memory.Largest;
        return (int)Math.Clamp(budget / picture, 1, Math.Min(MostAtOnce, network.MaxBatch ?? MostAtOnce));
    }

    private Pass Run(Tensor inputs, PassRequest wanted)
    {
        cancellation.ThrowIfCancellationRequested();
        return Pass.Run(network.Module, inputs, wanted);
    }
}
