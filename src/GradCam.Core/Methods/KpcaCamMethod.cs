using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// KPCA-CAM: <c>sqrt(l1) u1</c> of the centred kernel matrix of the positions, <c>K_pq = tanh(a_p a_q / C + 1)</c>, a_p the channels at position p less their means
/// (Karmani et al., arXiv 2410.00267). The class plays no part.
/// </summary>
/// <remarks>
/// The paper leaves the kernel open: this is the sigmoid kernel with scale 1/C and offset 1 that pytorch-grad-cam uses. A layer of more than 1024 positions is averaged down to
/// 32 a side. A component has no sign: see <see cref="FirstComponent"/>.
/// </remarks>
public sealed record KpcaCamMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "kpcacam";

    /// <summary>An eigenproblem of 1024 unknowns takes one to two seconds of a processor, and eight times that with twice as many.</summary>
    private const int MostPositions = PooledSide * PooledSide, PooledSide = 32;

    /// <summary>For each position: where all are alike, centring leaves 1e-17 of a kernel whose numbers are below 1.</summary>
    private const double LeastEigenvalue = 1e-12;

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "KPCA-CAM";

    /// <inheritdoc/>
    public string Source => "arXiv 2410.00267";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F";

    /// <inheritdoc/>
    public Needs Needs => Needs.Activation;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context)
    {
        Tensor activation = Pool(context.Activation);
        return stack([.. Enumerable.Range(0, (int)context.Activation.shape[0]).Select(n => FirstComponent
            .Orient(Component(activation.select(0, n).to(ScalarType.Float64).flatten(1)), n, context)
            .view(activation.shape[2], activation.shape[3]).to(activation.dtype))]);
    }

    /// <summary>The eigenproblem has as many unknowns as there are positions: a large layer is averaged down first.</summary>
    private static Tensor Pool(Tensor activation) => activation.shape[2] * activation.shape[3] <= MostPositions
        ? activation
        : nn.functional.adaptive_avg_pool2d(activation, [Math.Min(activation.shape[2], PooledSide), Math.Min(activation.shape[3], PooledSide)]);

    /// <param name="rows">[C, Z], in double.</param>
    private static Tensor Component(Tensor rows)
    {
        long positions = rows.shape[1];
        Tensor centred = rows - rows.mean([1], keepdim: true);
        using Scalar channels = rows.shape[0];
        Tensor kernel = einsum("ca,cb->ab", centred, centred).div(channels).Plus(Scalars.One).tanh();
        Tensor means = kernel.mean([0], keepdim: true);
        // Not positive definite: the largest eigenvalue is meant, the last, not the largest in magnitude.
        (Tensor values, Tensor vectors) = linalg.eigh((kernel - means - means.t()).Plus(means.mean()));
        double largest = Total.Of(values[positions - 1]);
        using Scalar length = largest > LeastEigenvalue * positions ? Math.Sqrt(largest) : 0;
        return vectors.select(1, positions - 1) * length;
    }
}
