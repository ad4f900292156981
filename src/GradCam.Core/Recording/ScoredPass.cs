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
    private readonly IReadOnlyList<bool> asked;
    private readonly Dictionary<WantedGradients, PassGradients> gradients = [];

    private ScoredPass(Pass pass, PassRequest request, IReadOnlyList<Score> scores, IReadOnlyList<bool> asked) =>
        (this.pass, this.request, this.scores, this.asked) = (pass, request, scores, asked);

    /// <summary>A score that was asked for, for messages.</summary>
    private Score Asked => scores[asked.Index().First(entry => entry.Item).Index];

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
        var scored = new ScoredPass(pass, request, scores, asked);
        var wanted = new Dictionary<WantedGradients, WantedTargets>();
        foreach (Needs one in needs)
        {
            Add(wanted, one);
        }

        try
        {
            // Reading them waits for the device: only another score is made of them.
            scored.Run(wanted, wanted.Keys.Any(one => one.Rescore is not null) ? TensorRows.Read(pass.Logits) : [], last);
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
    /// <param name="shared">What methods compute once; null where this one stands alone.</param>
    /// <exception cref="LayerException">The score does not depend on a layer.</exception>
    /// <exception cref="UsageException">The score does not depend on the input.</exception>
    public AttributionContext ContextFor(Needs needs, IReadOnlyList<int> layers, Tensor input, Probe? probe, int seed, MethodNotes? notes = null, SharedWork? shared = null) => new(
        input,
        pass.Logits,
        needs.AnyScore ? scores : null,
        [.. layers.Select(layer => new RecordedLayer(request.Layers[layer], pass.Activation(layer), needs.LayerGradient ? LayerGradient(needs, layer) : null))],
        needs.Rule is null ? null : InputGradient(needs),
        needs.BiasGradients ? Biases(needs) : null,
        needs.Attentions ? Attentions(needs) : null,
        needs.OwnPasses ? probe : null,
        seed,
        notes,
        shared);

    /// <summary>Frees the gradients.</summary>
    public void Dispose()
    {
        foreach (PassGradients one in gradients.Values)
        {
            one.Dispose();
        }
    }

    private static void Add(Dictionary<WantedGradients, WantedTargets> wanted, Needs needs)
    {
        GradientTargets plain = (needs.LayerGradient ? GradientTargets.Layers : 0)
            | (needs.BiasGradients ? GradientTargets.Biases : 0)
            | (needs.AttentionGradients ? GradientTargets.Attentions : 0);
        Add(wanted, new WantedGradients(needs.Rescore, RectifierGuard.None), plain);
        Add(wanted, new WantedGradients(needs.Rescore, needs.Guard), needs.Rule is null ? GradientTargets.None : GradientTargets.Input);
    }

    private static void Add(Dictionary<WantedGradients, WantedTargets> wanted, WantedGradients pass, GradientTargets targets)
    {
        if (targets == GradientTargets.None)
        {
            return;
        }

        if (!wanted.TryGetValue(pass, out WantedTargets? all))
        {
            wanted.Add(pass, all = new WantedTargets());
        }

        all.Where |= targets;
    }

    private void Run(Dictionary<WantedGradients, WantedTargets> wanted, float[][] logits, bool last)
    {
        foreach (WantedGradients one in wanted.Keys)
        {
            Score?[] each = [.. scores.Select((score, n) => !asked[n] ? null : one.Rescore?.Invoke(score, logits[n]) ?? score)];
            gradients.Add(one, pass.Backward(each, one.Guard, wanted[one].Where, last && gradients.Count == wanted.Count - 1));
        }
    }

    private Tensor LayerGradient(Needs needs, int layer) => gradients[new WantedGradients(needs.Rescore, RectifierGuard.None)].Layers[layer]
        ?? throw new LayerException(
            $"layer '{request.Layers[layer]}' has no influence on the score of {Asked}, so it has no map"
            + (request.DefaultLayer is null ? "" : $"; the default layer is {request.DefaultLayer}"));

    private Tensor InputGradient(Needs needs) => gradients[new WantedGradients(needs.Rescore, needs.Guard)].Input
        ?? throw new UsageException($"the score of {Asked} does not depend on the picture, so there is no gradient to show");

    private (Tensor Bias, Tensor Gradient)[] Biases(Needs needs) =>
        [.. pass.Biases.Zip(gradients[new WantedGradients(needs.Rescore, RectifierGuard.None)].Biases)
            .Where(pair => pair.Second is not null)
            .Select(pair => (pair.First.Bias(), pair.Second!))];

    private (Tensor Weights, Tensor? Gradient)[] Attentions(Needs needs)
    {
        IReadOnlyList<Tensor?>? found = needs.AttentionGradients ? gradients[new WantedGradients(needs.Rescore, RectifierGuard.None)].Attentions : null;
        return [.. pass.Attentions.Select((weights, i) => (weights, found is null ? null : found[i] ?? zeros_like(weights)))];
    }

    /// <summary>Where the gradients of a backward pass are wanted, method by method.</summary>
    private sealed class WantedTargets
    {
        public GradientTargets Where { get; set; }
    }
}
