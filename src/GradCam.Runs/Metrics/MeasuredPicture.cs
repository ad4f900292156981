using System.Globalization;
using GradCam.Networks;
using GradCam.Numerics;
using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>One picture and one class of it: what all metrics of all its maps share, each thing computed once.</summary>
/// <param name="probe">Asks the network.</param>
/// <param name="target">What was explained.</param>
/// <param name="classId">The class that it speaks of.</param>
/// <param name="classes">How many classes there are.</param>
/// <param name="truth">Whether each pixel of the input is of an object of the class, row-major; null where that is not known.</param>
/// <param name="random">What is put in the place of a network's parameters.</param>
internal sealed class MeasuredPicture(PictureProbe probe, Target target, int classId, int classes, bool[]? truth, RandomNetworks? random = null)
{
    private readonly Dictionary<string, IReadOnlyList<IReadOnlyList<ExplainedScore>>> explained = [];
    private readonly Dictionary<MetricBaseline, float[]> baselines = [];
    private int[]? ties;

    /// <summary>The input's side: S.</summary>
    public int Side => probe.Preprocessing.InputSize;

    /// <summary>The input: 3 x S x S numbers. Read only.</summary>
    public float[] Input { get; } = (float[])probe.Input;

    /// <summary>The class that was explained.</summary>
    public int ClassId => classId;

    /// <summary>How many classes there are.</summary>
    public int Classes => classes;

    /// <summary>Whether each pixel of the input is of an object of the class; null where that is not known.</summary>
    public IReadOnlyList<bool>? Truth => truth;

    /// <summary>What random numbers start from.</summary>
    public int Seed => probe.Options.Seed;

    /// <summary>The order of pixels of one value.</summary>
    public int[] Ties => ties ??= Ranking.Ties(Side * Side, Seed);

    /// <summary>The picture as it is.</summary>
    public ProbeInput Plain => new("plain", input => Input.CopyTo(input));

    /// <summary>A baseline as an input, to be read only; may be asked for by one thread at a time.</summary>
    public float[] BaselineOf(MetricBaseline baseline)
    {
        if (!baselines.TryGetValue(baseline, out float[]? values))
        {
            baselines[baseline] = values = baseline == MetricBaseline.Blur ? Blurring.Blur(Input, Side) : Colour(baseline);
        }

        return values;
    }

    /// <summary>A baseline and nothing else.</summary>
    public ProbeInput Blank(MetricBaseline baseline)
    {
        float[] values = BaselineOf(baseline);
        return new ProbeInput($"blank/{baseline}", input => values.CopyTo(input));
    }

    /// <summary>What the network says of the class in other inputs.</summary>
    /// <param name="inputs">The inputs.</param>
    public IReadOnlyList<ProbedScore> Scores(IReadOnlyList<ProbeInput> inputs) => probe.Scores(classId, [.. inputs.Select(input => input.Fill)]);

    /// <summary>What was explained of other inputs, by their numbers and then by layer; kept under a name, so that the maps of all methods share it.</summary>
    /// <param name="name">What the inputs are.</param>
    /// <param name="fills">What writes each of them.</param>
    public IReadOnlyList<IReadOnlyList<ExplainedScore>> Explain(string name, IReadOnlyList<InputFill> fills) =>
        Kept(name, () => probe.Explain(target, fills));

    /// <summary>What was explained of the picture for another class; null where that is the class that all scores are compared with.</summary>
    /// <param name="other">The class.</param>
    public IReadOnlyList<ExplainedScore>? ExplainClass(int other) => Kept($"class {other.ToString(CultureInfo.InvariantCulture)}", () =>
    {
        try
        {
            return probe.Explain(Target.Class(other), [input => Input.CopyTo(input)]);
        }
        // The class is one of the network's: nothing else is wrong with it. Which one is compared with may hang on the picture.
        catch (ClassException) when (probe.Options.Versus is not null)
        {
            return [];
        }
    }) is [var kept, ..] ? kept : null;

    /// <summary>What was explained of the picture by a network whose parameters were randomised; null where its numbers are not finite, or where it has no parameters.</summary>
    /// <param name="step">Which parameters.</param>
    public IReadOnlyList<ExplainedScore>? ExplainRandomised(RandomisedStep step) => Kept($"randomised {step}", () =>
    {
        try
        {
            return (random ?? throw new InvalidOperationException("there is no network to randomise")).ParametersOf(step) is { } parameters ? [probe.Explain(target, parameters)] : [];
        }
        catch (NonFiniteException)
        {
            return [];
        }
    }) is [var kept, ..] ? kept : null;

    private IReadOnlyList<IReadOnlyList<ExplainedScore>> Kept(string name, Func<IReadOnlyList<IReadOnlyList<ExplainedScore>>> explain)
    {
        if (!explained.TryGetValue(name, out IReadOnlyList<IReadOnlyList<ExplainedScore>>? kept))
        {
            explained[name] = kept = explain();
        }

        return kept;
    }

    private float[] Colour(MetricBaseline baseline)
    {
        Preprocessing preprocessing = probe.Preprocessing;
        float[] values = new float[Input.Length];
        for (int channel = 0; channel < preprocessing.Mean.Length; channel++)
        {
            double level = baseline == MetricBaseline.White ? 1 : 0;
            double colour = baseline == MetricBaseline.Mean ? 0 : (level - preprocessing.Mean[channel]) / preprocessing.Std[channel];
            Array.Fill(values, (float)colour, channel * Side * Side, Side * Side);
        }

        return values;
    }
}
