using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>The question as a method sees it: N pictures, one layer, one score a picture. Asking for what was not declared throws.</summary>
/// <remarks>Its tensors are the context's: a method disposes none of them and leaves them as they are.</remarks>
public sealed class AttributionContext
{
    private readonly Tensor? inputGradient;
    private readonly IReadOnlyList<(Tensor Bias, Tensor Gradient)>? biases;
    private readonly IReadOnlyList<RecordedLayer> layers;
    private readonly IReadOnlyList<(Tensor Weights, Tensor? Gradient)>? attentions;
    private readonly Probe? probe;
    private readonly MethodNotes? notes;
    private readonly IReadOnlyList<Score>? scores;
    private readonly SharedWork? shared;

    internal AttributionContext(
        Tensor input,
        Tensor logits,
        IReadOnlyList<Score>? scores,
        IReadOnlyList<RecordedLayer> layers,
        Tensor? inputGradient = null,
        IReadOnlyList<(Tensor Bias, Tensor Gradient)>? biases = null,
        IReadOnlyList<(Tensor Weights, Tensor? Gradient)>? attentions = null,
        Probe? probe = null,
        int seed = 0,
        MethodNotes? notes = null,
        SharedWork? shared = null)
    {
        (Input, Logits, this.scores, Seed) = (input, logits, scores, seed);
        (this.layers, this.inputGradient, this.biases, this.attentions) = (layers, inputGradient, biases, attentions);
        (this.probe, this.notes, this.shared) = (probe, notes, shared);
    }

    /// <summary>The network's input: [N, 3, S, S].</summary>
    public Tensor Input { get; }

    /// <summary>The network's output before softmax: [N, classes].</summary>
    public Tensor Logits { get; }

    /// <summary>What is explained of each picture, as it was asked.</summary>
    public IReadOnlyList<Score> Scores => scores ?? throw Undeclared(nameof(Scores));

    /// <summary>The class that each picture's score speaks of.</summary>
    public IReadOnlyList<int> Classes => [.. Scores.Select(score => score.ClassId)];

    /// <summary>What random numbers start from.</summary>
    public int Seed { get; }

    /// <summary>A: [N, C, h, w].</summary>
    public Tensor Activation => Layer.Activation;

    /// <summary>g, the gradient of each picture's score at A: [N, C, h, w].</summary>
    public Tensor Gradient => Layer.Gradient ?? throw Undeclared(nameof(Gradient));

    /// <summary>The gradient of each picture's score at the input, under the declared rule: [N, 3, S, S].</summary>
    public Tensor InputGradient => inputGradient ?? throw Undeclared(nameof(InputGradient));

    /// <summary>Every layer that was asked for, in that order, of a method that declared all of them; else the one.</summary>
    public IReadOnlyList<RecordedLayer> Layers => layers.Count > 0 ? layers : throw Undeclared(nameof(Layers));

    /// <summary>Every layer that adds a bias, call by call, in the order of the forward pass.</summary>
    public IReadOnlyList<(Tensor Bias, Tensor Gradient)> Biases => biases ?? throw Undeclared(nameof(Biases));

    /// <summary>
    /// Every attention among all tokens, in the order of the forward pass: what each token, a row, takes of each other, the class token first and then the picture's row by row,
    /// [N, heads, 1 + h * w, 1 + h * w], every row adding up to 1; and the scores' gradient there, null where it was not declared.
    /// </summary>
    public IReadOnlyList<(Tensor Weights, Tensor? Gradient)> Attentions => attentions ?? throw Undeclared(nameof(Attentions));

    /// <summary>Further passes through the network.</summary>
    public Probe Probe => probe ?? throw Undeclared(nameof(Probe));

    /// <summary>Says that a picture's map is to be taken with care; the results show it. What is said of a pass of the method's own is not shown.</summary>
    /// <param name="picture">The picture's place in the batch.</param>
    /// <param name="text">What follows the method's name and a colon: no capital, no full stop.</param>
    public void Warn(int picture, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        notes?.Warn(picture, text);
    }

    /// <summary>Tells how much of a picture's score is left unaccounted for by a method whose numbers should add up to it.</summary>
    /// <param name="picture">The picture's place in the batch.</param>
    /// <param name="gap">The absolute difference as a share of the score, 0 or more.</param>
    public void TellGap(int picture, double gap) => notes?.KeepGap(picture, gap);

    private RecordedLayer Layer => layers.Count == 1 ? layers[0] : throw Undeclared(nameof(Layer));

    /// <summary>The same over handles of its own, parted from any graph, which belong to the dispose scope that is open: it outlives the pass.</summary>
    /// <param name="pictures">The places of the pictures that it keeps; null for all.</param>
    internal AttributionContext Share(IReadOnlyList<int>? pictures = null)
    {
        Tensor? chosen = pictures is null ? null : tensor(pictures.Select(place => (long)place).ToArray(), device: Input.device);
        Tensor Own(Tensor values) => chosen is null ? values.detach() : values.detach().index_select(0, chosen);
        return new AttributionContext(
            Own(Input),
            Own(Logits),
            pictures is null ? scores : scores is null ? null : [.. pictures.Select(place => scores[place])],
            [.. layers.Select(layer => new RecordedLayer(layer.Name, Own(layer.Activation), layer.Gradient is null ? null : Own(layer.Gradient)))],
            inputGradient is null ? null : Own(inputGradient),
            biases is null ? null : [.. biases.Select(bias => (bias.Bias, Own(bias.Gradient)))],
            attentions is null ? null : [.. attentions.Select(one => (Own(one.Weights), one.Gradient is null ? null : Own(one.Gradient)))],
            probe,
            Seed,
            notes,
            shared);
    }

    /// <summary>What several methods need alike, computed for the first of them that is asked for.</summary>
    /// <param name="key">Says everything that the tensors depend on, but this context.</param>
    /// <param name="make">Makes the tensors.</param>
    /// <returns>The tensors; they are left as they are.</returns>
    internal Tensor[] Once(object key, Func<Tensor[]> make) => shared is null ? make() : shared.Once(key, make);

    private static InvalidOperationException Undeclared(string what) => new($"The method's {nameof(Needs)} do not name {what}");
}
