using GradCam.Networks;
using GradCam.Numerics;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// Expected gradients: the mean over m of <c>(x - b_m) * dy/dx</c> at <c>b_m + t_m (x - b_m)</c>, t random, b the mean colour, black and white in turn (Erion et al., arXiv
/// 1906.10670).
/// </summary>
/// <remarks>Three pictures of one colour stand for the training set that the paper draws its baselines from.</remarks>
public sealed record ExpectedGradientsMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "expectedgradients";

    /// <summary>n, the number of samples, 1 or more. Default: 48.</summary>
    public int Samples { get; init; } = 48;

    /// <inheritdoc/>
    public IReadOnlyList<MethodParameter> Parameters => [MethodParameter.Whole("samples", Samples, 1, 10_000, samples => this with { Samples = samples })];

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "Expected gradients";

    /// <inheritdoc/>
    public string Source => "arXiv 1906.10670";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Pixels;

    /// <inheritdoc/>
    public string Cost => "nF nB";

    /// <inheritdoc/>
    public bool IsRandom => true;

    /// <inheritdoc/>
    public Needs Needs => Needs.Nothing.WithPasses();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context) => cat([.. Enumerable.Range(0, context.Scores.Count).Select(n => Expect(context, n))]);

    private Tensor Expect(AttributionContext context, int picture)
    {
        Tensor input = context.Input.narrow(0, picture, 1);
        Tensor colours = stack([.. Enum.GetValues<Baseline>().Select(baseline => Baselines.ColourOf(baseline, context))]);
        double[] shares = FormulaNumbers.Uniform("expected-gradients", Samples, context.Seed);
        Tensor sum = zeros_like(input);
        foreach (Range piece in context.Probe.Chunks(Samples, gradients: true))
        {
            using DisposeScope scope = NewDisposeScope();
            long[] turns = [.. Enumerable.Range(0, Samples).Take(piece).Select(sample => sample % colours.shape[0])];
            Tensor baselines = colours.index_select(0, tensor(turns, device: input.device));
            Tensor difference = input - baselines;
            Tensor inputs = baselines.Plus(tensor(shares[piece], [turns.Length, 1, 1, 1], dtype: input.dtype, device: input.device) * difference);
            sum.AddUp((difference * context.Probe.InputGradient(inputs, context.Scores[picture])).sum([0], keepdim: true));
        }

        using Scalar count = Samples;
        return sum.div(count);
    }
}
