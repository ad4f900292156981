using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>The mean of a method's maps over several inputs that are made of one picture.</summary>
internal static class PassMean
{
    /// <summary>Runs the method on each input and takes the mean: [h, w], or more dimensions where the method's maps have them.</summary>
    /// <param name="method">The method.</param>
    /// <param name="context">What is explained.</param>
    /// <param name="picture">The picture's place in the batch.</param>
    /// <param name="count">How many inputs.</param>
    /// <param name="inputs">Makes the inputs of a piece: [M, 3, S, S].</param>
    /// <param name="undo">Brings the map of an input, by its number, back to the picture.</param>
    public static Tensor Of(
        IAttributionMethod method, AttributionContext context, int picture, int count, Func<Range, Tensor> inputs, Func<Tensor, int, Tensor> undo)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? sum = null;
        foreach (Range piece in context.Probe.Chunks(count, gradients: true))
        {
            using DisposeScope made = NewDisposeScope();
            Tensor changed = inputs(piece);
            Score[] scores = [.. Enumerable.Repeat(context.Scores[picture], (int)changed.shape[0])];
            Tensor maps = method.Compute(context.Probe.Record(changed, scores, method.Needs)).to(ScalarType.Float64);
            Tensor total = stack([.. Enumerable.Range(0, scores.Length).Select(m => undo(maps.select(0, m), piece.Start.Value + m))]).sum([0]);
            sum = (sum is null ? total : sum.Plus(total)).MoveToOuterDisposeScope();
        }

        using Scalar divisor = count;
        return sum!.div(divisor).to(context.Input.dtype).MoveToOuterDisposeScope();
    }
}
