using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// Attention written out (Vaswani et al., arXiv 1706.03762, equation 1): libtorch's own joined operation has no second derivative, and
/// no place for a bias between positions of every kind that is met here.
/// </summary>
internal static class Attention
{
    /// <summary><c>softmax(q k^T + bias) v</c>.</summary>
    /// <param name="q">Queries [..., tokens, width], scaled already.</param>
    /// <param name="k">Keys, the same shape.</param>
    /// <param name="v">Values, the same shape.</param>
    /// <param name="bias">What is added to the products, [..., tokens, tokens] or less; null for nothing.</param>
    /// <returns>[..., tokens, width].</returns>
    public static Tensor Attend(Tensor q, Tensor k, Tensor v, Tensor? bias = null)
    {
        Tensor products = Products(q, k);
        return Mix((bias is null ? products : products.Plus(bias)).softmax(-1), v);
    }

    /// <summary>The product of each query with each key: [..., tokens, tokens].</summary>
    public static Tensor Products(Tensor q, Tensor k) => einsum("...id,...jd->...ij", q, k);

    /// <summary>The values, mixed by weights [..., tokens, tokens], which the pass that is open is told of.</summary>
    public static Tensor Mix(Tensor weights, Tensor v)
    {
        NetworkPass.Current?.Attended?.Invoke(weights);
        return einsum("...ij,...jd->...id", weights, v);
    }
}
