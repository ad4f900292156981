using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>The bias between the places of a square window, which depends on their offset alone (Liu et al., arXiv 2103.14030, equation 4).</summary>
internal static class RelativePositions
{
    /// <summary>For each pair of places, row by row, which row of the table of offsets is theirs.</summary>
    /// <param name="side">M, places a side of the window.</param>
    /// <returns>int64 [M^4], each 0 to (2M - 1)^2 - 1.</returns>
    public static Tensor Index(long side)
    {
        Tensor line = Sums.UpTo(side);
        Tensor y = line.repeat_interleave(side), x = line.repeat(side);
        Tensor rows = y.unsqueeze(1) - y.unsqueeze(0), columns = x.unsqueeze(1) - x.unsqueeze(0);
        using TorchSharp.Scalar last = side - 1, count = 2 * side - 1;
        return (rows.Plus(last) * count).Plus(columns).Plus(last).flatten();
    }

    /// <summary>The bias of each head between all places.</summary>
    /// <param name="table">[(2M - 1)^2, heads].</param>
    /// <param name="index">What <see cref="Index"/> gives, in any shape.</param>
    /// <param name="places">M^2.</param>
    /// <returns>[heads, M^2, M^2].</returns>
    public static Tensor Bias(Tensor table, Tensor index, long places) =>
        table.index_select(0, index.flatten()).view(places, places, -1).permute(2, 0, 1).contiguous();
}
