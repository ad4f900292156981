using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Occlusion: the mean, over the windows that cover a pixel, of how much of the score is lost when the window is taken away (Zeiler and Fergus, arXiv 1311.2901, section 4.2).
/// </summary>
/// <remarks>The paper plots the probability, which says little where the class is certain: this is the score, a class's logit.</remarks>
public sealed record OcclusionMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "occlusion";

    /// <summary>The window's side in pixels of the input, 1 or more. Default: 32.</summary>
    public int Window { get; init; } = 32;

    /// <summary>The pixels from one window to the next, 1 or more. Default: 16.</summary>
    public int Stride { get; init; } = 16;

    /// <summary>What stands in a window that is taken away. Default: the mean colour.</summary>
    public Baseline Baseline { get; init; } = Baseline.Mean;

    /// <inheritdoc/>
    public IReadOnlyList<MethodParameter> Parameters =>
    [
        MethodParameter.Whole("window", Window, 1, 10_000, window => this with { Window = window }),
        MethodParameter.Whole("stride", Stride, 1, 10_000, stride => this with { Stride = stride }),
        MethodParameter.Word("baseline", Baseline, baseline => this with { Baseline = baseline }),
    ];

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Occlusion";

    /// <inheritdoc/>
    public string Source => "arXiv 1311.2901, section 4.2";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "(windows + 1)F";

    /// <inheritdoc/>
    public Needs Needs => Needs.Nothing.WithPasses();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context)
    {
        Tensor colour = Baselines.ColourOf(Baseline, context);
        return stack([.. Enumerable.Range(0, context.Scores.Count).Select(n => Occlude(context, n, colour))]);
    }

    private Tensor Occlude(AttributionContext context, int picture, Tensor colour)
    {
        Tensor input = context.Input.narrow(0, picture, 1);
        Score score = context.Scores[picture];
        int[] corners = [.. Corners((int)input.shape[3])];
        (int Top, int Left)[] windows = [.. corners.SelectMany(top => corners.Select(left => (top, left)))];
        Tensor covered = context.Probe.Scores(windows.Length, piece => Cover(input, windows[piece], colour), score);
        double[] lost = [.. (score.Read(context.Logits.narrow(0, picture, 1)) - covered).to(ScalarType.Float64).cpu().data<double>()];
        Tensor sum = zeros([input.shape[2], input.shape[3]], dtype: ScalarType.Float64, device: input.device), count = zeros_like(sum);
        for (int i = 0; i < windows.Length; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            using Scalar drop = lost[i];
            Cut(sum, windows[i]).AddUp(drop);
            Cut(count, windows[i]).AddUp(Scalars.One);
        }

        return Planes.Ratio(sum, count).to(input.dtype);
    }

    /// <summary>Windows begin every so many pixels until one reaches the edge; the last ones are cut off there.</summary>
    private IEnumerable<int> Corners(int side)
    {
        for (int corner = 0; corner < side && corner < Math.Max(side - Window, 0) + Stride; corner += Stride)
        {
            yield return corner;
        }
    }

    private Tensor Cover(Tensor input, (int Top, int Left)[] windows, Tensor colour)
    {
        Tensor covered = input.repeat(windows.Length, 1, 1, 1);
        for (int i = 0; i < windows.Length; i++)
        {
            Tensor window = Cut(covered.select(0, i), windows[i]);
            window.copy_(colour.expand_as(window));
        }

        return covered;
    }

    private Tensor Cut(Tensor planes, (int Top, int Left) corner) => planes
        .narrow(-2, corner.Top, Math.Min(Window, planes.shape[^2] - corner.Top))
        .narrow(-1, corner.Left, Math.Min(Window, planes.shape[^1] - corner.Left));
}
