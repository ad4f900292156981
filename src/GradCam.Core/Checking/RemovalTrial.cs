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
/// since single pixels strewn about harm any answer and a map's do not lie like that. Where that tells too little, it leaves nothing but them: of four stars a map
/// may mark one, and the other three keep the answer when it is gone.
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
    /// How much more of the score hangs on the marked pixels than on as many where little hangs, the lower quartile of the draws: how much more is lost without them,
    /// or, where that is less than enough, how much more is left with nothing but them, if it is more. (The draws' mean is no measure: where there are several
    /// objects, a draw takes more of them than a map that marks one.)
    /// </summary>
    /// <param name="probe">Runs the pictures.</param>
    /// <param name="input">The picture: [1, 3, S, S].</param>
    /// <param name="mask">The map's mask, S x S.</param>
    /// <param name="score">The answer's log-odds.</param>
    /// <param name="enough">From where on the pictures with nothing but the marked pixels are not asked for.</param>
    /// <returns>The difference of the scores.</returns>
    public double Measure(Probe probe, Tensor input, SaliencyMask mask, Score score, double enough)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable plain = no_grad();
        Tensor kept = tensor(Kept(mask.Values), [1, 1, side, side], dtype: input.dtype, device: input.device);
        Tensor without = cat([kept, .. moves.Select(move => kept.roll([move.Down, move.Right], [2, 3]))]);
        double lost = Lead(Scores(probe, input, without, score).Select(left => -left));
        return lost > enough ? lost : Math.Max(lost, Lead(Scores(probe, input, without.neg().Plus(Scalars.One), score)));
    }

    /// <summary>How far the first number lies above the others' lower quartile.</summary>
    private static double Lead(IEnumerable<double> hangs) => hangs.First() - hangs.Skip(1).Order().ElementAt(Draws / 4);

    /// <summary>The scores of the pictures of which some pixels are kept and the others filled.</summary>
    private static double[] Scores(Probe probe, Tensor input, Tensor kept, Score score)
    {
        Tensor scores = probe.Scores(Draws + 1, piece => Filling.Fill(Pictures(input, piece), kept[TensorIndex.Slice(piece.Start.Value, piece.End.Value)]), score);
        return [.. scores.to(ScalarType.Float64).cpu().data<double>().Select(odds => Math.Clamp(odds, -Certain, Certain))];
    }

    private static Tensor Pictures(Tensor input, Range piece) => input.expand(piece.End.Value - piece.Start.Value, -1, -1, -1);

    /// <summary>0 where a pixel is marked: half of the maximum or more, but not fewer and not more than the bounds; of equal ones any.</summary>
    private float[] Kept(ImmutableArray<float> mask)
    {
        int pixels = mask.Length;
        int count = Math.Clamp(mask.Count(value => value >= Marked), (int)(Fewest * pixels), (int)(Most * pixels));
        float[] kept = [.. Enumerable.Repeat(1f, pixels)];
        foreach (int pixel in Ranking.Of(mask, ties).Take(count))
        {
            kept[pixel] = 0;
        }

        return kept;
    }
}
