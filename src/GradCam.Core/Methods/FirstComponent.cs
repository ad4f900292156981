using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>The part of many channels that explains most of them: their first principal component, without centring.</summary>
/// <remarks>
/// A component has no sign. The one is taken with <c>sum_p L(p)^3 &gt; 0</c>: a small strong object on a wide faint ground has its peak counted positive. How clear that
/// is, is <c>|sum L^3| / sum |L|^3</c>, from 0 to 1.
/// </remarks>
internal static class FirstComponent
{
    /// <summary>Below this clearness the sign is a toss-up.</summary>
    private const double LeastClearness = 0.05;

    /// <summary><c>B v1</c> of each picture, in double: [N, h, w]. What has no clear sign is warned of.</summary>
    /// <param name="terms">B, with a channel a column: [N, C, h, w].</param>
    /// <param name="context">Takes the warning.</param>
    public static Tensor Project(Tensor terms, AttributionContext context) =>
        stack([.. Enumerable.Range(0, (int)terms.shape[0]).Select(n =>
            Orient(Project(terms.select(0, n).to(ScalarType.Float64).flatten(1)), n, context).view(terms.shape[2], terms.shape[3]).to(terms.dtype))]);

    /// <summary>The map with the sign that counts its peak positive.</summary>
    /// <param name="map">The positions' numbers, in double.</param>
    /// <param name="picture">Its place in the batch, for the warning.</param>
    /// <param name="context">Takes the warning.</param>
    public static Tensor Orient(Tensor map, int picture, AttributionContext context)
    {
        Tensor cubes = map * map * map;
        double sum = Total.Of(cubes), all = Total.Of(cubes.abs());
        if (Math.Abs(sum) < LeastClearness * all)
        {
            context.Warn(picture, FormattableString.Invariant(
                $"the sign of the component is not clear ({Math.Abs(sum) / all:0.000} where 1 is clear), and the map may show the opposite"));
        }

        double sign = sum != 0 ? sum : Total.Of(map[map.abs().argmax()]);
        return sign < 0 ? -map : map;
    }

    /// <summary><c>B v1 = s1 u1</c>: the smaller of <c>B'B</c> and <c>BB'</c> gives it.</summary>
    /// <param name="rows">B' : [C, Z], in double.</param>
    private static Tensor Project(Tensor rows)
    {
        (long channels, long positions) = (rows.shape[0], rows.shape[1]);
        if (channels <= positions)
        {
            (_, Tensor vectors) = linalg.eigh(einsum("ca,da->cd", rows, rows));
            return einsum("c,ca->a", vectors.select(1, channels - 1), rows);
        }

        (Tensor values, Tensor components) = linalg.eigh(einsum("ca,cb->ab", rows, rows));
        return components.select(1, positions - 1) * values[positions - 1].clamp_min(Scalars.Zero).sqrt();
    }
}
