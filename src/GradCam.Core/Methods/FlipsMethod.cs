using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// The mean of a method's maps of the picture and its mirror image, mirrored back, each at 0.9, 1 and 1.1 times the input's numbers: what a map owes to where
/// pixels fall cancels.
/// </summary>
/// <remarks>It stems from pytorch-grad-cam ("aug_smooth"); there is no paper.</remarks>
/// <param name="Inner">The method that is wrapped.</param>
public sealed record FlipsMethod(IAttributionMethod Inner) : IWrappingMethod
{
    /// <summary>What stands before the wrapped method's key.</summary>
    public const string Name = "flips";

    private static readonly double[] Scales = [0.9, 1, 1.1];

    /// <inheritdoc/>
    public string Key => $"{Name}-{Inner.Key}";

    string IWrappingMethod.Wrapper => Name;

    /// <inheritdoc/>
    public string Title => $"{Inner.Title}, mirrored and scaled";

    /// <inheritdoc/>
    public string Source => $"{Inner.Source}; pytorch-grad-cam, aug_smooth";

    /// <inheritdoc/>
    public AttributionKind Kind => Inner.Kind;

    /// <inheritdoc/>
    public string Cost => $"6 x ({Inner.Cost})";

    /// <inheritdoc/>
    public bool IsRandom => Inner.IsRandom;

    /// <inheritdoc/>
    public Needs Needs => Inner.Needs.InOwnPasses();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => stack([.. Enumerable.Range(0, context.Scores.Count).Select(n => Compute(context, n))]);

    private Tensor Compute(AttributionContext context, int picture)
    {
        Tensor scales = tensor(Scales, [Scales.Length, 1, 1, 1], dtype: context.Input.dtype, device: context.Input.device) * context.Input.narrow(0, picture, 1);
        Tensor inputs = cat([scales, scales.flip(-1)]);
        return PassMean.Of(
            Inner, context, picture, 2 * Scales.Length, piece => inputs[piece], (map, pass) => pass < Scales.Length ? map : map.flip(-1));
    }
}
