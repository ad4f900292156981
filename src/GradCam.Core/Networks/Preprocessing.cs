using System.Collections.Immutable;
using System.Globalization;
using GradCam.Imaging;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>How pictures become the input of a network: how the square is made of them, and what is done to each channel of a value in [0,1].</summary>
/// <param name="InputSize">Side of the square input, in pixels; 1 to 4096.</param>
/// <param name="Mean">What is subtracted from the red, green and blue values; three finite numbers.</param>
/// <param name="Std">What the values are divided by then; three finite numbers above 0.</param>
/// <param name="TransformInput">
/// Whether the network sees <c>(v - 0.5) / 0.5</c>, with v in [0,1], in place of <c>(v - mean) / std</c>: what torchvision's published
/// inception_v3 was trained on, and a step after the input, so that gradients are with respect to the input before it.
/// </param>
/// <exception cref="UsageException">A value is out of its range.</exception>
public sealed record Preprocessing(int InputSize, ImmutableArray<float> Mean, ImmutableArray<float> Std, bool TransformInput)
{
    private const int LargestInputSize = 4096, LargestResizeRatio = 16, Channels = 3;

    /// <summary>ImageNet's: 224 pixels, mean 0.485 0.456 0.406, standard deviation 0.229 0.224 0.225, no input transform, squashed.</summary>
    public static Preprocessing ImageNet { get; } = new(224, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f], false);

    /// <summary>Side of the square input, in pixels.</summary>
    public int InputSize { get; init => field = CheckSide(value); } = CheckSide(InputSize);

    /// <summary>What is subtracted from the red, green and blue values.</summary>
    public ImmutableArray<float> Mean { get; init => field = CheckMean(value); } = CheckMean(Mean);

    /// <summary>What the values are divided by after the subtraction.</summary>
    public ImmutableArray<float> Std { get; init => field = CheckStd(value); } = CheckStd(Std);

    /// <summary>How a picture of any shape becomes the square. Default: <see cref="PictureFit.Squash"/>.</summary>
    public PictureFit Fit { get; init; }

    /// <summary>The filter of <see cref="PictureFit.Crop"/> and <see cref="PictureFit.Pad"/>. Default: <see cref="Interpolation.Bilinear"/>.</summary>
    public Interpolation Interpolation { get; init; }

    /// <summary>How much longer than <see cref="InputSize"/> the shorter side is before <see cref="PictureFit.Crop"/> cuts; 1 to 16. Default: 256 / 224.</summary>
    public double ResizeRatio { get; init => field = CheckRatio(value); } = 256.0 / 224;

    /// <summary>The shorter side, in pixels, before <see cref="PictureFit.Crop"/> cuts: <see cref="InputSize"/> times <see cref="ResizeRatio"/>.</summary>
    public int ResizeSize => (int)Math.Round(InputSize * ResizeRatio);

    /// <summary>
    /// The evaluation of torchvision's published weights, with ImageNet's mean and deviation: the shorter side becomes
    /// <paramref name="resize"/>, of which the middle square is cut.
    /// </summary>
    internal static Preprocessing Crop(int resize, int inputSize = 224, Interpolation interpolation = Interpolation.Bilinear) => ImageNet with
    {
        InputSize = inputSize,
        ResizeRatio = (double)resize / inputSize,
        Interpolation = interpolation,
        Fit = PictureFit.Crop,
    };

    /// <summary>Whether both say the same, value by value.</summary>
    public bool Equals(Preprocessing? other) => other is not null
        && (InputSize, TransformInput, Fit, Interpolation, ResizeRatio)
            == (other.InputSize, other.TransformInput, other.Fit, other.Interpolation, other.ResizeRatio)
        && Mean.AsSpan().SequenceEqual(other.Mean.AsSpan())
        && Std.AsSpan().SequenceEqual(other.Std.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(InputSize, TransformInput, Fit, Interpolation, ResizeRatio, Mean[0], Std[0]);

    /// <summary>Makes the input of a network: <c>(level / 255 - mean) / std</c>.</summary>
    /// <param name="pictures">
    /// At least one picture, each of InputSize x InputSize x 3 levels 0..255, row by row, red green blue interleaved.
    /// </param>
    /// <returns>
    /// float32 [N,3,S,S], the caller's. As in numpy, the level is divided in float32 and the rest is computed in double and rounded
    /// once; mean and std are float32 here, which moves a value by at most one unit in the last place of 1.
    /// </returns>
    /// <exception cref="ArgumentException">No picture, or one of another size.</exception>
    public Tensor ToTensor(IReadOnlyList<byte[]> pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        int plane = InputSize * InputSize;
        if (pictures.Count == 0 || pictures.Any(picture => picture.Length != Channels * plane))
        {
            throw new ArgumentException($"every picture must have {InputSize} x {InputSize} x 3 levels, and there must be one", nameof(pictures));
        }

        float[][] normalised = [Levels(0), Levels(1), Levels(2)];
        var values = new float[pictures.Count * Channels * plane];
        for (int n = 0; n < pictures.Count; n++)
        {
            for (int c = 0; c < Channels; c++)
            {
                Span<float> to = values.AsSpan((n * Channels + c) * plane, plane);
                for (int i = 0; i < plane; i++)
                {
                    to[i] = normalised[c][pictures[n][Channels * i + c]];
                }
            }
        }

        return tensor(values, [pictures.Count, Channels, InputSize, InputSize]);
    }

    /// <summary>
    /// What the network is called with for an input: <c>x * std / 0.5 + (mean - 0.5) / 0.5</c> for each channel where
    /// <see cref="TransformInput"/> is set, else the input itself. Gradients flow through it.
    /// </summary>
    /// <param name="input">float32 [N,3,S,S].</param>
    /// <returns>The same shape; the caller's.</returns>
    public Tensor Transformed(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!TransformInput)
        {
            return input.alias();
        }

        using Tensor scale = tensor([.. Std.Select(std => (float)(std / 0.5))], [Channels, 1, 1]).to(input.device);
        using Tensor shift = tensor([.. Mean.Select(mean => (float)((mean - 0.5) / 0.5))], [Channels, 1, 1]).to(input.device);
        using Tensor scaled = input * scale;
        return scaled.Plus(shift);
    }

    private static double CheckRatio(double ratio) => ratio is >= 1 and <= LargestResizeRatio
        ? ratio
        : throw new UsageException($"resize ratio {ratio.ToString(CultureInfo.InvariantCulture)} is out of range: give 1 to {LargestResizeRatio}");

    private static int CheckSide(int side) => side is >= 1 and <= LargestInputSize
        ? side
        : throw new UsageException($"input size {side} is out of range: give 1 to {LargestInputSize}");

    private static ImmutableArray<float> CheckMean(ImmutableArray<float> mean) => mean is { IsDefault: false, Length: Channels } && mean.All(float.IsFinite)
        ? mean
        : throw new UsageException("the mean must be three finite numbers, for red, green and blue");

    private static ImmutableArray<float> CheckStd(ImmutableArray<float> std) =>
        std is { IsDefault: false, Length: Channels } && std.All(value => float.IsFinite(value) && value > 0)
            ? std
            : throw new UsageException("the standard deviation must be three finite numbers above 0, for red, green and blue");

    private float[] Levels(int channel)
    {
        var levels = new float[256];
        for (int level = 0; level < levels.Length; level++)
        {
            levels[level] = (float)(((double)(level / 255f) - Mean[channel]) / Std[channel]);
        }

        return levels;
    }
}
