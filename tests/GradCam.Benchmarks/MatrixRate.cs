using static TorchSharp.torch;

namespace GradCam.Benchmarks;

/// <summary>What the processor can do in float32: products of square matrices of 2048, on libtorch's threads.</summary>
internal sealed class MatrixRate : IDisposable
{
    private const int Side = 2048;

    private readonly Tensor left = rand(Side, Side), right = rand(Side, Side);
    private readonly List<Span> spans = [];

    /// <summary>Multiplies once.</summary>
    public void Sample() => Span.Take(spans, () =>
    {
        using Tensor product = mm(left, right);
        return true;
    });

    /// <summary>Operations a second, of all samples so far.</summary>
    public Quartiles On(Clock clock) => Quartiles.Of(spans.Select(span => 2.0 * Side * Side * Side / span.On(clock)));

    public void Dispose()
    {
        left.Dispose();
        right.Dispose();
    }
}
