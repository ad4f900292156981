using System.Runtime.InteropServices;
using GradCam.Networks;
using GradCam.Recording;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>
/// One picture that was explained, and the network that explained it: what is measured of maps asks it for scores and maps of other inputs. Plain
/// arrays go in and come out; work is cut to the memory budget.
/// </summary>
internal sealed class PictureProbe
{
    private readonly Network network;
    private readonly ExplainOptions options;
    private readonly Plan plan;
    private readonly Probe probe;
    private readonly CancellationToken cancellation;

    /// <summary>Makes one.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">How the picture was explained.</param>
    /// <param name="pixels">S x S x 3 levels, row by row, red green blue interleaved.</param>
    /// <param name="progress">Told of the inputs that went through the network, and of all. Default: nobody.</param>
    /// <param name="cancellation">Ends the work between two pieces.</param>
    public PictureProbe(Network network, ExplainOptions options, byte[] pixels, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        (this.network, this.options, this.cancellation) = (network, options, cancellation);
        plan = Plan.Create(network, options);
        probe = new Probe(network, plan.Request, options.MemoryBudget, options.Seed, progress is null ? null : (done, total, _) => progress(done, total), cancellation);
        using Tensor input = plan.Preprocessing.ToTensor([pixels]);
        Input = MemoryMarshal.Cast<byte, float>(input.bytes).ToArray();
    }

    /// <summary>The network's input: 3 x S x S numbers, normalised.</summary>
    public IReadOnlyList<float> Input { get; }

    /// <summary>How pictures become the input.</summary>
    public Preprocessing Preprocessing => plan.Preprocessing;

    /// <summary>How the picture was explained.</summary>
    public ExplainOptions Options => options;

    /// <summary>How many inputs went through the network so far.</summary>
    public int Passes { get; private set; }

    /// <summary>What the network says of a class in other inputs.</summary>
    /// <param name="classId">The class.</param>
    /// <param name="fills">What writes each input; several are called at once.</param>
    /// <exception cref="NonFiniteException">An output of the network is not finite.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled.</exception>
    public IReadOnlyList<ProbedScore> Scores(int classId, IReadOnlyList<InputFill> fills)
    {
        using var modes = new RecordingModes();
        ProbedScore[] scores = new ProbedScore[fills.Count];
        foreach (Range piece in probe.Chunks(fills.Count))
        {
            using DisposeScope scope = NewDisposeScope();
            (int start, int count) = piece.GetOffsetAndLength(fills.Count);
            Tensor logits = probe.Logits(InputOf(fills, start, count));
            FiniteCheck.Demand(logits, "output", $"class {classId}");
            foreach ((int place, float[] row) in TensorRows.Read(logits).Index())
            {
                scores[start + place] = ProbedScore.Read(row, classId, network.Facts.IsMultiLabel);
            }

            Passes += count;
        }

        return scores;
    }

    /// <summary>Explains other inputs as the picture was explained.</summary>
    /// <param name="target">What is asked of each.</param>
    /// <param name="fills">What writes each input.</param>
    /// <returns>Of each input what was explained, by layer.</returns>
    /// <exception cref="GradCamException">What <see cref="Explainer"/> throws for a picture.</exception>
    public IReadOnlyList<IReadOnlyList<ExplainedScore>> Explain(Target target, IReadOnlyList<InputFill> fills) => Explain(plan, target, fills);

    /// <summary>Explains the picture with a network of which some parameters are others; norms are not folded there.</summary>
    /// <param name="target">What is asked.</param>
    /// <param name="parameters">The parameters.</param>
    /// <returns>What was explained, by layer.</returns>
    /// <exception cref="GradCamException">What <see cref="Explainer"/> throws for a picture.</exception>
    public IReadOnlyList<ExplainedScore> Explain(Target target, RandomisedParameters parameters)
    {
        using Lock.Scope alone = ModuleGate.Enter(network.Module);
        using IDisposable entered = parameters.Enter();
        return Explain(Plan.Create(network.WithoutFolding(), options), target, [Copy])[0];
    }

    private void Copy(Span<float> input) => ((float[])Input).CopyTo(input);

    private List<IReadOnlyList<ExplainedScore>> Explain(Plan plan, Target target, IReadOnlyList<InputFill> fills)
    {
        using var modes = new RecordingModes();
        List<IReadOnlyList<ExplainedScore>> explained = [];
        foreach (Range piece in probe.Chunks(fills.Count, gradients: true))
        {
            using DisposeScope scope = NewDisposeScope();
            (int start, int count) = piece.GetOffsetAndLength(fills.Count);
            IReadOnlyList<ExplainedScore> all = Fusion.Apply(plan, PlanRun.Run(
                plan, InputOf(fills, start, count), [.. Enumerable.Repeat<IReadOnlyList<Target>>([target], count)], new StageClock(), null, cancellation));
            explained.AddRange(all.GroupBy(one => one.Picture).Select(group => (IReadOnlyList<ExplainedScore>)[.. group]));
            Passes += count;
        }

        return explained;
    }

    /// <summary>[M, 3, S, S], in the dispose scope that is open; what is written waits for nothing, so that all processors write.</summary>
    private Tensor InputOf(IReadOnlyList<InputFill> fills, int start, int count)
    {
        int side = Preprocessing.InputSize;
        Tensor input = empty([count, 3, side, side], dtype: ScalarType.Float32);
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, i =>
            fills[start + i](MemoryMarshal.Cast<byte, float>(input.bytes).Slice(i * Input.Count, Input.Count)));
        return network.Device.type == DeviceType.CPU ? input : input.to(network.Device);
    }
}
