using System.Collections.Immutable;
using GradCam.Maps;
using GradCam.Networks;
using GradCam.Numerics;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Checking;

/// <summary>
/// Takes the pixels that a map marks out of the picture, and as many elsewhere: the same pixels moved across the picture, out at one side and in at the other,
/// since single pixels strewn about harm any answer and a map's do not lie like that. Where that tells too little, it takes twice as many, since a map may mark the middles
/// of stars whose points keep the answer; and then it leaves nothing but them: of four stars a map may mark one, and the other three keep the answer when it is gone.
/// </summary>
internal sealed class RemovalTrial
{
    /// <summary>How often as many pixels are taken elsewhere.</summary>
    public const int Draws = 10;

    private const float Marked = 0.5f;

    /// <summary>
    /// Log-odds beyond which a probability is 0 or 1 in single precision, so that no answer changes there. Random weights of resnet101 give log-odds of thousands, which
    /// any pixels change by hundreds.
    /// </summary>
    private const double Certain = 16;

    /// <summary>At least 5 % of the pixels: an attribution's largest numbers may stand in a handful. At most 30 %: more leave no elsewhere.</summary>
    private const double Fewest = 0.05, Most = 0.3;

    private readonly (int Down, int Right)[] moves;
    private readonly int[] ties;
    private readonly int side;

    /// <summary>Draws how far the pixels are moved.</summary>
    /// <param name="side">The input's side.</param>
    /// <param name="seed">What is drawn from.</param>
    public RemovalTrial(int side, int seed)
    {
        this.side = side;
        double[] numbers = FormulaNumbers.Uniform("check/removal", 2 * Draws, seed);
        ties = Ranking.Ties(side * side, seed);
        moves = [.. Enumerable.Range(0, Draws).Select(i => ((int)(numbers[2 * i] * side), (int)(numbers[(2 * i) + 1] * side)))];
    }

    /// <summary>
    /// How much more of the score hangs on the marked pixels than on as many elsewhere: how much more is lost without them, or, where that is less than enough, without twice
    /// as many, or how much more is left with nothing but them; the largest of what is asked.
    /// </summary>
    /// <param name="probe">Runs the pictures.</param>
    /// <param name="input">The picture: [1, 3, S, S].</param>
    /// <param name="mask">The map's mask, S x S.</param>
    /// <param name="score">The answer's log-odds.</param>
    /// <param name="enough">From where on nothing further is asked.</param>
    /// <returns>The difference of the scores; not a number where the network gives none for one of the pictures.</returns>
    public double Measure(Probe probe, Tensor input, SaliencyMask mask, Score score, double enough)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable plain = no_grad();
        Tensor without = Places(mask, 1, input);
        Func<double>[] questions =
        [
            () => Lost(Scores(probe, input, without, score)),
            () => Lost(Scores(probe, input, Places(mask, 2, input), score)),
            () => Left(Scores(probe, input, without.neg().Plus(Scalars.One), score)),
        ];
        double most = double.NegativeInfinity;
        foreach (Func<double> ask in questions.TakeWhile(_ => most <= enough))
        {
            most = Math.Max(most, ask());
        }

        return most;
    }

    /// <summary>
    /// How much more is lost without the first pixels than without others, in their lower quartile: where there are several objects, most of ten places take more of them than a map
    /// that marks one.
    /// </summary>
    private static double Lost(double[] scores) => scores.Skip(1).OrderDescending().ElementAt(Draws / 4) - scores[0];

    /// <summary>How much more is left with nothing but the first pixels than with nothing but others, the best of them: one of ten places may show an object by chance.</summary>
    private static double Left(double[] scores) => scores[0] - scores.Skip(1).Max();

    /// <summary>What is kept without the marked pixels, or some times as many, and without as many in other places: [1 + draws, 1, S, S], 1 and 0.</summary>
    private Tensor Places(SaliencyMask mask, int times, Tensor input)
    {
        Tensor kept = tensor(Kept(mask.Values, times), [1, 1, side, side], dtype: input.dtype, device: input.device);
        return cat([kept, .. moves.Select(move => kept.roll([move.Down, move.Right], [2, 3]))]);
    }

    /// <summary>The scores of the pictures of which some pixels are kept and the others filled; all are no numbers where one is.</summary>
    private static double[] Scores(Probe probe, Tensor input, Tensor kept, Score score)
    {
        Tensor scores = probe.Scores(Draws + 1, piece => Filling.Fill(Pictures(input, piece), kept[TensorIndex.Slice(piece.Start.Value, piece.End.Value)]), score);
        double[] odds = [.. scores.to(ScalarType.Float64).cpu().data<double>()];
        return odds.Any(double.IsNaN) ? [.. odds.Select(_ => double.NaN)] : [.. odds.Select(one => Math.Clamp(one, -Certain, Certain))];
    }

    private static Tensor Pictures(Tensor input, Range piece) => input.expand(piece.End.Value - piece.Start.Value, -1, -1, -1);

    /// <summary>0 where a pixel is marked: half of the maximum or more, some times as many, but not fewer and not more than the bounds; of equal ones any.</summary>
    private float[] Kept(ImmutableArray<float> mask, int times)
    {
        int pixels = mask.Length;
        int count = Math.Clamp(times * mask.Count(value => value >= Marked), (int)(Fewest * pixels), (int)(Most * pixels));
        float[] kept = [.. Enumerable.Repeat(1f, pixels)];
        foreach (int pixel in Ranking.Of(mask, ties).Take(count))
        {
            kept[pixel] = 0;
        }

        return kept;
    }
}
