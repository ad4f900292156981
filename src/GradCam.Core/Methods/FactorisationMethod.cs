using GradCam.Networks;
using GradCam.Numerics;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Deep feature factorisation: <c>relu(A)</c>, with a row a channel and a column a position, as the product W H of K parts, none of them negative; part k's map is
/// <c>|W_k| H_k</c>, the weightiest part first (Collins et al., arXiv 1806.10206). The class plays no part.
/// </summary>
public sealed record FactorisationMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "factorisation";

    private const int Rounds = 100;
    private const double LeastDivisor = 1e-12;

    /// <summary>K, the number of parts, 1 or more. Default: 4.</summary>
    public int Parts { get; init; } = 4;

    /// <inheritdoc/>
    public IReadOnlyList<MethodParameter> Parameters => [MethodParameter.Whole("parts", Parts, 1, 16, parts => this with { Parts = parts })];

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Deep feature factorisation";

    /// <inheritdoc/>
    public string Source => "arXiv 1806.10206";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Parts;

    /// <inheritdoc/>
    public string Cost => "1F";

    /// <inheritdoc/>
    public bool IsRandom => true;

    /// <inheritdoc/>
    public Needs Needs => Needs.Activation;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => stack([.. Enumerable.Range(0, (int)context.Activation.shape[0]).Select(n =>
        Factorise(context.Activation.select(0, n).to(ScalarType.Float64).relu().flatten(1), context.Seed)
            .view(Parts, context.Activation.shape[2], context.Activation.shape[3]).to(context.Activation.dtype))]);

    /// <summary>Multiplicative updates (Lee and Seung, NIPS 2000) from a start made of a formula.</summary>
    /// <param name="values">V: [C, Z], in double, not negative.</param>
    /// <param name="seed">What the start's numbers start from.</param>
    private Tensor Factorise(Tensor values, int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        double scale = Math.Sqrt(Total.Of(values) / values.numel() / Parts);
        Tensor channels = Start("factorisation/w", [values.shape[0], Parts], scale, seed).to(values.device), positions = Start("factorisation/h", [Parts, values.shape[1]], scale, seed).to(values.device);
        using Scalar leastDivisor = LeastDivisor;
        for (int round = 0; round < Rounds; round++)
        {
            using DisposeScope made = NewDisposeScope();
            Tensor products = einsum("ck,cl->kl", channels, channels);
            positions.mul_(einsum("ck,cz->kz", channels, values) / einsum("kl,lz->kz", products, positions).Plus(leastDivisor));
            Tensor overlaps = einsum("kz,lz->kl", positions, positions);
            channels.mul_(einsum("cz,kz->ck", values, positions) / einsum("ck,kl->cl", channels, overlaps).Plus(leastDivisor));
        }

        Tensor lengths = channels.Squared().sum([0]).sqrt();
        Tensor weights = lengths * positions.Squared().sum([1]).sqrt();
        Tensor order = tensor([.. weights.cpu().data<double>().ToArray().Index().OrderByDescending(part => part.Item).ThenBy(part => part.Index).Select(part => (long)part.Index)], device: values.device);
        return (lengths.unsqueeze(1) * positions).index_select(0, order).MoveToOuterDisposeScope();
    }

    private static Tensor Start(string key, long[] shape, double scale, int seed) =>
        tensor([.. FormulaNumbers.Uniform(key, (int)(shape[0] * shape[1]), seed).Select(u => scale * (0.5 + u))], shape);
}
