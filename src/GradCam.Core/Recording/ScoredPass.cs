using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>
/// The gradients of one score a picture, of all that some methods need: one backward pass for each different pair of score and
/// rectifiers' rule, shared by all methods and layers.
/// </summary>
internal sealed class ScoredPass : IDisposable
{
    private readonly Pass pass;
    private readonly PassRequest request;
    private readonly IReadOnlyList<Score> scores;
    private readonly Dictionary<(Func<Score, IReadOnlyList<float>, Score>? Rescore, RectifierGuard Guard), PassGradients> gradients = [];

    private ScoredPass(Pass pass, PassRequest request, IReadOnlyList<Score> scores) =>
        (this.pass, this.request, this.scores) = (pass, request, scores);

    /// <summary>How many backward passes were run.</summary>
    public int BackwardPasses => gradients.Count;

    /// <summary>Runs the backward passes.</summary>
    /// <param name="pass">The forward pass.</param>
    /// <param name="request">What it kept.</param>
    /// <param name="scores">A score for each picture.</param>
    /// <param name="asked">Whether each picture has this score; those that have not are left out of the sum.</param>
    /// <param name="needs">What the methods need.</param>
    /// <param name="last">Whether nothing more will be asked of the forward pass.</param>
    public static ScoredPass Run(
        Pass pass, PassRequest request, IReadOnlyList<Score> scores, IReadOnlyList<bool> asked, IEnumerable<Needs> needs, bool last)
    {
        var scored = new ScoredPass(pass, request, scores);
        float[][] logits = TensorRows.Read(pass.Logits);
        var wanted = needs.SelectMany(Targets).GroupBy(target => (target.Rescore, target.Guard)).ToList();
        try
        {
            scored.Run(wanted, asked, logits, last);
            return scored;
        }
        catch
        {
            scored.Dispose();
            throw;
        }
    }

    /// <summary>What a method sees.</summary>
    /// <param name="needs">Its needs, which were among those that were run for.</param>
    /// <param name="layers">The recorded layers that it is asked for, by their places.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="probe">Further passes.</param>
    /// <param name="seed">What random numbers start from.</param>
    /// <param name="notes">Takes what the method says; null where nobody listens.</param>
    /// <exception cref="LayerException">The score does not depend on a layer.</exception>
    /// <exception cref="UsageException">The score does not depend on the input.</exception>
    public AttributionContext ContextFor(Needs needs, IReadOnlyList<int> layers, Tensor input, Probe? probe, int seed, MethodNotes? notes = null) => new(
        input,
        pass.Logits,
        scores,
        [.. layers.Select(layer => new RecordedLayer(request.Layers[layer], pass.Activation(layer), needs.LayerGradient ? LayerGradient(needs, layer) : null))],
        needs.Rule is null ? null : InputGradient(needs),
        needs.BiasGradients ? Biases(needs) : null,
        needs.OwnPasses ? probe : null,
        seed,
        notes);

    /// <summary>Frees the gradients.</summary>
    public void Dispose()
    {
        foreach (PassGradients one in gradients.Values)
        {
            one.Dispose();
        }
    }

    private static IEnumerable<(Func<Score, IReadOnlyList<float>, Score>? Rescore, RectifierGuard Guard, GradientTargets Where)> Targets(Needs needs)
    {
        GradientTargets plain = (needs.LayerGradient ? GradientTargets.Layers : 0) | (needs.BiasGradients ? GradientTargets.Biases : 0);
        if (plain != GradientTargets.None)
        {
            yield return (needs.Rescore, RectifierGuard.None, plain);
        }

        if (needs.Rule is not null)
        {
            yield return (needs.Rescore, needs.Guard, GradientTargets.Input);
        }
    }

    private void Run(
        List<IGrouping<(Func<Score, IReadOnlyList<float>, Score>? Rescore, RectifierGuard Guard), (Func<Score, IReadOnlyList<float>, Score>? Rescore, RectifierGuard Guard, GradientTargets Where)>> wanted,
        IReadOnlyList<bool> asked, float[][] logits, bool last)
    {
        foreach (var group in wanted)
        {
            Score?[] each = [.. scores.Select((score, n) => !asked[n] ? null : group.Key.Rescore?.Invoke(score, logits[n]) ?? score)];
            GradientTargets targets = group.Aggregate(GradientTargets.None, (all, target) => all | target.Where);
            gradients.Add(group.Key, pass.Backward(each, group.Key.Guard, targets, last && group == wanted[^1]));
        }
    }

    private Tensor LayerGradient(Needs needs, int layer) => gradients[(needs.Rescore, RectifierGuard.None)].Layers[layer]
        ?? throw new LayerException(
            $"layer '{request.Layers[layer]}' has no influence on the score of {scores[0]}, so it has no map"
            + (request.DefaultLayer is null ? "" : $"; the default layer is {request.DefaultLayer}"));

    private Tensor InputGradient(Needs needs) => gradients[(needs.Rescore, needs.Guard)].Input
        ?? throw new UsageException($"the score of {scores[0]} does not depend on the picture, so there is no gradient to show");

    private RecordedBias[] Biases(Needs needs) =>
        [.. pass.Biases.Zip(gradients[(needs.Rescore, RectifierGuard.None)].Biases)
            .Where(pair => pair.Second is not null)
            .Select(pair => new RecordedBias(pair.First.Bias(), pair.Second!))];
}
