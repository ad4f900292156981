using System.Globalization;
using GradCam.Imaging;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Benchmarks;

/// <summary>Methods on one network and picture, timed.</summary>
/// <param name="explainer">The network.</param>
/// <param name="picture">The picture.</param>
/// <param name="clock">Which time is taken.</param>
internal sealed class MethodTrial(Explainer explainer, RgbImage picture, Clock clock)
{
    private static readonly int[] Batches = [4, 8, 13, 32];

    /// <summary>Explains class 0 several times.</summary>
    /// <param name="methods">By what.</param>
    /// <param name="layer">At which layer; null for none.</param>
    /// <param name="runs">How often; once more before that, which does not count.</param>
    /// <param name="between">Done after each run: what is compared, taken in turn.</param>
    /// <returns>Seconds of each run.</returns>
    public List<double> Run(IReadOnlyList<IAttributionMethod> methods, string? layer, int runs, Action? between = null)
    {
        var options = new ExplainOptions { Pictures = [], Methods = methods, Layers = layer is null ? [] : [layer] };
        // Warm by what costs one pass: kernels are chosen and memory is taken then.
        explainer.Explain([new Question(picture, 0)], options with { Methods = [new GradCamMethod()] });
        List<Span> spans = [];
        for (int run = 0; run < runs; run++)
        {
            Span.Take(spans, () => explainer.Explain([new Question(picture, 0)], options));
            between?.Invoke();
        }

        return [.. spans.Select(span => span.On(clock))];
    }

    /// <summary>Prints what a method takes, in multiples of its forward passes in the fastest batch.</summary>
    public void PrintAgainstPasses(string name, IAttributionMethod method, int passes, int runs)
    {
        List<double> bare = [];
        List<double> taken = Run([method], null, runs, () => bare.Add(SecondsAPass()));
        double ratio = Quartiles.Of(taken).Median / (passes * Quartiles.Of(bare).Median);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {Quartiles.Of(taken).Text("0.000")} s, {passes} forward passes of {Quartiles.Of(bare).Text("0.0000")} s: {ratio:0.00} x"));
    }

    private double SecondsAPass()
    {
        using var folded = new FoldedNorms(explainer.Module);
        int side = explainer.Preprocessing.InputSize;
        return Batches.Min(batch =>
        {
            using var scope = NewDisposeScope();
            Tensor input = randn([batch, 3, side, side]);
            var request = new PassRequest { Layers = [], Folded = folded, MayOverwrite = false };
            Pass.Run(explainer.Module, input, request).Dispose();
            List<Span> spans = [];
            for (int run = 0; run < 2; run++)
            {
                using Pass pass = Span.Take(spans, () => Pass.Run(explainer.Module, input, request));
            }

            return spans.Min(span => span.On(clock)) / batch;
        });
    }
}
