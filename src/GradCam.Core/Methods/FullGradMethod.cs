using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// FullGrad: what the pixels and every layer's bias give to the score, <c>sum_ch minmax(abs(x * dy/dx)) + sum_l resize(sum_ch minmax(abs(b_l * dy/dO_l)))</c>,
/// O_l the output of every batch normalisation and of every convolution with a bias (Srinivas and Fleuret, arXiv 1905.00780).
/// </summary>
/// <remarks>
/// The minimum and maximum of a layer are taken over all its channels and positions, as in the authors' program, and then the channels are summed. The gap
/// (<see cref="AttributionContext.TellGap"/>) is rounding in a network of convolutions, batch normalisations, rectifiers and pooling.
/// </remarks>
public sealed record FullGradMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "fullgrad";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "FullGrad";

    /// <inheritdoc/>
    public string Source => "arXiv 1905.00780";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 1B";

    /// <inheritdoc/>
    public Needs Needs => Needs.Biases;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context)
    {
        long pictures = context.Input.shape[0];
        Tensor input = context.Input * context.InputGradient;
        Tensor accounted = input.to(ScalarType.Float64).sum([1, 2, 3]);
        Tensor map = Planes.MinMax(input.abs(), 1, 2, 3).sum([1]);
        foreach ((Tensor bias, Tensor gradient) in context.Biases)
        {
            Tensor part = gradient * bias;
            // A linear layer within attention may have windows in the place of pictures, or one output for all of them, of which no picture has a share.
            if (part.shape[0] % pictures == 0)
            {
                accounted = accounted.Plus(part.to(ScalarType.Float64).reshape(pictures, -1).sum([1]));
            }

            // O_l is the output of a convolution or a norm: a linear layer's bias belongs to no position.
            if (bias.dim() == 3)
            {
                map = map.Plus(Planes.Upsampled(Planes.MinMax(part.abs(), 1, 2, 3).sum([1]), context.Input.shape[3]));
            }
        }

        TellGaps(context, accounted);
        return map;
    }

    /// <summary>In a piecewise linear network pixels and biases account for all of the score: the rest is rounding.</summary>
    private static void TellGaps(AttributionContext context, Tensor accounted)
    {
        for (int n = 0; n < context.Scores.Count; n++)
        {
            double score = Total.Of(context.Scores[n].Read(context.Logits.narrow(0, n, 1)));
            context.TellGap(n, Math.Abs(score - Total.Of(accounted[n])) / Math.Abs(score));
        }
    }
}
