using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Integrated Gradients: <c>(x - b) * mean_j dy/dx</c> at <c>b + (j + 1/2) / n (x - b)</c>, j from 0 to n - 1: the midpoint rule from a baseline to the picture
/// (Sundararajan et al., arXiv 1703.01365).
/// </summary>
/// <remarks>
/// The paper's baseline is black; the mean colour is the default so that one rule holds for all methods. The gap (<see cref="AttributionContext.TellGap"/>) is that of
/// the quadrature, as a share of what the picture's score has more than the baseline's.
/// </remarks>
public sealed record IntegratedGradientsMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "integratedgradients";

    /// <summary>n, the number of steps, 1 or more. Default: 32.</summary>
    public int Steps { get; init; } = 32;

    /// <summary>Where the way begins. Default: the mean colour.</summary>
    public Baseline Baseline { get; init; } = Baseline.Mean;

    /// <inheritdoc/>
    public IReadOnlyList<MethodParameter> Parameters =>
    [
        MethodParameter.Whole("steps", Steps, 1, 10_000, steps => this with { Steps = steps }),
        MethodParameter.Word("baseline", Baseline, baseline => this with { Baseline = baseline }),
    ];

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Integrated Gradients";

    /// <inheritdoc/>
    public string Source => "arXiv 1703.01365";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Pixels;

    /// <inheritdoc/>
    public string Cost => "(n + 1)F nB";

    /// <inheritdoc/>
    public Needs Needs => Needs.Nothing.WithPasses();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context)
    {
        Tensor baseline = Baselines.ColourOf(Baseline, context);
        return cat([.. Enumerable.Range(0, context.Scores.Count).Select(n => Integrate(context, n, baseline))]);
    }

    private Tensor Integrate(AttributionContext context, int picture, Tensor baseline)
    {
        Tensor difference = context.Input.narrow(0, picture, 1) - baseline;
        Tensor sum = zeros_like(difference);
        foreach (Range piece in context.Probe.Chunks(Steps, gradients: true))
        {
            using DisposeScope scope = NewDisposeScope();
            double[] shares = [.. Enumerable.Range(0, Steps).Take(piece).Select(step => (step + 0.5) / Steps)];
            Tensor inputs = baseline.Plus(tensor(shares, [shares.Length, 1, 1, 1], dtype: difference.dtype, device: difference.device) * difference);
            sum.AddUp(context.Probe.InputGradient(inputs, context.Scores[picture]).sum([0], keepdim: true));
        }

        using Scalar steps = Steps;
        Tensor attribution = difference * sum.div(steps);
        TellGap(context, picture, baseline.expand(1, -1, difference.shape[2], difference.shape[3]), attribution);
        return attribution;
    }

    /// <summary>The attributions should add up to what the picture's score has more than the baseline's.</summary>
    private static void TellGap(AttributionContext context, int picture, Tensor baseline, Tensor attribution)
    {
        Score score = context.Scores[picture];
        double gained = Total.Of(score.Read(context.Logits.narrow(0, picture, 1))) - Total.Of(context.Probe.Scores(baseline, score));
        context.TellGap(picture, Math.Abs(Total.Of(attribution) - gained) / Math.Abs(gained));
    }
}
