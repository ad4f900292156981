using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// How a layer's output holds its maps, so that every method sees [N,C,h,w]. Both ways are views or copies that gradients flow
/// through.
/// </summary>
internal sealed record ActivationLayout
{
    private readonly bool isLast;

    // Tokens that stand in front of those of the picture; null where the output is no row of tokens.
    private readonly int? skipped;


    private ActivationLayout(bool isLast, int? skipped) => (this.isLast, this.skipped) = (isLast, skipped);

    /// <summary>No maps, though the dimensions may be as many: within windows, for example.</summary>
    public static ActivationLayout None { get; } = new(false, null) { IsNone = true };

    private bool IsNone { get; init; }

    /// <summary>[N,C,h,w], as convolutions give it.</summary>
    public static ActivationLayout ChannelsFirst { get; } = new(false, null);

    /// <summary>[N,h,w,C], as Swin's blocks give it.</summary>
    public static ActivationLayout ChannelsLast { get; } = new(true, null);

    /// <summary>[N,k+h*w,C]: k tokens that belong to no place, then the picture's row by row, as many rows as columns.</summary>
    /// <param name="skipped">k, 0 or more: 1 where a class token stands first.</param>
    public static ActivationLayout Tokens(int skipped)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(skipped);
        return new ActivationLayout(true, skipped);
    }

    /// <summary>What an output's shape alone says: four dimensions are channels first; three are tokens, with a class token where the rest is a square. Null for none.</summary>
    public static ActivationLayout? Guess(IReadOnlyList<long> shape) =>
        new[] { ChannelsFirst, Tokens(0), Tokens(1) }.FirstOrDefault(layout => layout.Fits(shape));

    /// <summary>Whether an output of this shape can be laid out.</summary>
    public bool Fits(IReadOnlyList<long> shape) => !IsNone && (skipped is not int k
        ? shape.Count == 4
        : shape.Count == 3 && shape[1] > k && Side(shape[1] - k) is long side && side * side == shape[1] - k);

    /// <summary>The shape of the maps of an output: [N,C,h,w].</summary>
    /// <param name="shape">The output's shape, which fits.</param>
    public IReadOnlyList<long> ShapeOfMaps(IReadOnlyList<long> shape) => skipped is int k
        ? [shape[0], shape[2], Side(shape[1] - k), Side(shape[1] - k)]
        : isLast ? [shape[0], shape[3], shape[1], shape[2]] : shape;

    /// <summary>The maps of an output: a view of it.</summary>
    /// <param name="output">What the layer gave, or a gradient of the same shape.</param>
    /// <returns>[N,C,h,w].</returns>
    /// <exception cref="ArgumentException">The shape does not fit; see <see cref="Fits"/>.</exception>
    public Tensor ToMaps(Tensor output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (!Fits(output.shape))
        {
            throw new ArgumentException($"an output of shape [{string.Join(",", output.shape)}] has no maps in this layout", nameof(output));
        }

        if (skipped is not int k)
        {
            return isLast ? output.permute(0, 3, 1, 2) : output.alias();
        }

        long count = output.shape[1] - k;
        using Tensor tokens = output.narrow(1, k, count);
        using Tensor channels = tokens.transpose(1, 2);
        return channels.unflatten(2, Side(count), Side(count));
    }

    /// <summary>An output with other maps, the reverse of <see cref="ToMaps"/>; tokens that belong to no place stay as they are.</summary>
    /// <param name="maps">[N,C,h,w].</param>
    /// <param name="output">What the layer gave, for the tokens in front.</param>
    /// <returns>The output's own shape.</returns>
    public Tensor FromMaps(Tensor maps, Tensor output)
    {
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(output);
        if (skipped is not int k)
        {
            return isLast ? maps.permute(0, 2, 3, 1) : maps.alias();
        }

        using Tensor row = maps.flatten(2);
        using Tensor tokens = row.transpose(1, 2);
        using Tensor front = output.narrow(1, 0, k);
        return cat([front, tokens], 1);
    }

    private static long Side(long count) => (long)Math.Round(Math.Sqrt(count));
}
