using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// Sums and what else TorchSharp converts a number for on its own: <c>a + b</c> makes a <see cref="Scalar"/> of 1 that nobody holds, and where
/// it was finalised before libtorch read it, the pass ended with "Expected false to be true" (4 of 70 tasks of eight busy processes). These hold theirs.
/// </summary>
internal static class Sums
{
    /// <summary><c>a + b</c>.</summary>
    public static Tensor Plus(this Tensor tensor, Tensor other) => tensor.add(other, Scalars.One);

    /// <summary><c>a + b</c> with a number that the caller holds.</summary>
    public static Tensor Plus(this Tensor tensor, Scalar held) => tensor.add(held, Scalars.One);

    /// <summary><c>a += b</c>, in a's own memory.</summary>
    public static void AddUp(this Tensor sum, Tensor part) => sum.add_(part, Scalars.One);

    /// <summary><c>a += b</c>, in a's own memory, with a number that the caller holds.</summary>
    public static void AddUp(this Tensor sum, Scalar held) => sum.add_(held, Scalars.One);

    /// <summary><c>a^2</c>.</summary>
    public static Tensor Squared(this Tensor tensor) => tensor.pow(Scalars.Two);

    /// <summary>The numbers from 0 to a count less 1.</summary>
    /// <returns>int64 [count].</returns>
    public static Tensor UpTo(long count, Device? device = null)
    {
        using Scalar end = count;
        return arange(Scalars.Zero, end, Scalars.One, ScalarType.Int64, device);
    }
}
