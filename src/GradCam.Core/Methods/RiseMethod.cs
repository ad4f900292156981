using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// RISE: <c>(1 / (n q)) sum_i f(x * M_i) M_i</c>, f the class's probability and M_i random masks of which a share q is open (Petsiuk et al., arXiv 1806.07421).
/// </summary>
/// <remarks>
/// The masks are made of a formula (<see cref="AttributionContext.Seed"/>): the same on every machine. The authors' resize mirrors at the grid's border, where this one
/// repeats the edge.
/// </remarks>
public sealed record RiseMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "rise";

    /// <summary>n, the number of masks, 1 or more. Default: 4000.</summary>
    public int Masks { get; init; } = 4000;

    /// <summary>The cells of a mask's grid in each direction, 1 or more. Default: 7.</summary>
    public int Cells { get; init; } = 7;

    /// <summary>q, the share of cells that are open, above 0, at most 1. Default: 0.5.</summary>
    public double Kept { get; init; } = 0.5;

    /// <inheritdoc/>
    public IReadOnlyList<MethodParameter> Parameters =>
    [
        MethodParameter.Whole("masks", Masks, 1, 1_000_000, masks => this with { Masks = masks }),
        MethodParameter.Whole("cells", Cells, 1, 100, cells => this with { Cells = cells }),
        MethodParameter.Number("kept", Kept, 0.01, 1, kept => this with { Kept = kept }),
    ];

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "RISE";

    /// <inheritdoc/>
    public string Source => "arXiv 1806.07421";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "nF";

    /// <inheritdoc/>
    public bool IsRandom => true;

    /// <inheritdoc/>
    public Needs Needs => Needs.Nothing.WithPasses();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) =>
        stack([.. Enumerable.Range(0, context.Scores.Count).Select(n => Compute(context, n))]);

    private Tensor Compute(AttributionContext context, int picture)
    {
        Tensor input = context.Input.narrow(0, picture, 1);
        Score score = context.Scores[picture];
        // A logit is explained by its probability, as in the paper; another score by itself.
        score = context.Probe.Probability(score);
        Tensor sum = zeros([input.shape[2], input.shape[3]], dtype: ScalarType.Float64, device: input.device);
        foreach (Range piece in context.Probe.Chunks(Masks))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor masks = RiseMasks.Draw(piece, (int)input.shape[3], Cells, Kept, context.Seed, input);
            Tensor scores = context.Probe.Scores(masks.unsqueeze(1) * input, score);
            sum.AddUp(einsum("m,mij->ij", scores.to(ScalarType.Float64), masks.to(ScalarType.Float64)));
        }

        using Scalar divisor = Masks * Kept;
        return sum.div(divisor).to(input.dtype);
    }
}
