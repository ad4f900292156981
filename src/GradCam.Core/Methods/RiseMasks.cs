using GradCam.Numerics;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>The random masks of RISE.</summary>
internal static class RiseMasks
{
    /// <summary>
    /// Masks of a range of numbers: each a grid of open and closed cells, resized to one cell more than the picture and cut out at a random place.
    /// </summary>
    /// <param name="range">The masks' numbers.</param>
    /// <param name="side">S, the picture's side.</param>
    /// <param name="cells">The cells of the grid in each direction.</param>
    /// <param name="kept">The share of open cells.</param>
    /// <param name="seed">What the numbers start from.</param>
    /// <param name="like">What the masks have type and device of.</param>
    /// <returns>[M, S, S], from 0 to 1.</returns>
    public static Tensor Draw(Range range, int side, int cells, double kept, int seed, Tensor like)
    {
        int step = (side + cells - 1) / cells;
        int[] numbers = [.. Enumerable.Range(range.Start.Value, range.End.Value - range.Start.Value)];
        double[] open = [.. numbers.SelectMany(i => FormulaNumbers.Uniform(FormattableString.Invariant($"rise/{i}/grid"), cells * cells, seed)).Select(u => u < kept ? 1.0 : 0.0)];
        Tensor grown = Planes.Upsampled(tensor(open, [numbers.Length, cells, cells], dtype: like.dtype, device: like.device), (cells + 1) * step);
        return stack([.. numbers.Select((number, m) =>
        {
            double[] shift = FormulaNumbers.Uniform(FormattableString.Invariant($"rise/{number}/shift"), 2, seed);
            return grown.select(0, m).narrow(0, (long)(shift[0] * step), side).narrow(1, (long)(shift[1] * step), side);
        })]);
    }
}
