using GradCam.Checking;
using GradCam.Maps;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Numerics;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>Asks of every map of a plan what could contradict it: further passes of the same plan, and pictures with pixels taken away.</summary>
internal sealed class CheckRun
{
    /// <summary>
    /// The noise's deviation in the network's input, where most networks' pictures have a deviation of about 1: some six grey levels. Where it changes the
    /// prediction it is halved, so many times.
    /// </summary>
    private const double NoiseLevel = 0.1;
    private const int Halvings = 4;

    private readonly Plan plan;
    private readonly Tensor input;
    private readonly IReadOnlyList<ExplainedScore> explained;
    private readonly IProgress<MethodProgress>? progress;
    private readonly CancellationToken cancellation;
    private readonly HashSet<string> checkedMethods;

    private CheckRun(
        Plan plan, Tensor input, IReadOnlyList<ExplainedScore> explained, IProgress<MethodProgress>? progress, CancellationToken cancellation)
    {
        (this.plan, this.input, this.explained) = (plan, input, explained);
        (this.progress, this.cancellation) = (progress, cancellation);
        checkedMethods = [.. plan.Methods.Where(method => method.Method.Kind != AttributionKind.Parts).Select(method => method.Key)];
    }

    /// <summary>Checks the maps.</summary>
    /// <param name="plan">What was planned.</param>
    /// <param name="input">[N, 3, S, S].</param>
    /// <param name="explained">What came of it.</param>
    /// <param name="clock">Takes the time.</param>
    /// <param name="progress">Told how far it is; null for nobody.</param>
    /// <param name="cancellation">Ends the work between two passes.</param>
    /// <returns>The same with the checks.</returns>
    public static IReadOnlyList<ExplainedScore> Check(
        Plan plan, Tensor input, IReadOnlyList<ExplainedScore> explained, StageClock clock, IProgress<MethodProgress>? progress, CancellationToken cancellation)
    {
        using StageClock.Stage stage = clock.Start("checks");
        using DisposeScope scope = NewDisposeScope();
        return new CheckRun(plan, input, explained, progress, cancellation).Check();
    }

    private IReadOnlyList<ExplainedScore> Check()
    {
        var rivals = MapsOf(plan, input, one => one.Score.Rival(one.Logits) ?? one.Score);
        (Tensor pictures, bool[] same) = Noisy();
        Dictionary<MapPlace, ExplainedScore> noisy = MapsOf(plan, pictures, one => one.Score).Where(map => same[map.Key.Picture]).ToDictionary();
        Dictionary<MapPlace, ExplainedScore> renewed = Renewed();
        var trial = new RemovalTrial(plan.Preprocessing.InputSize, plan.Options.Seed);
        return [.. explained.Select(one => one with
        {
            Checks = one.Maps.Where(map => checkedMethods.Contains(map.Key)).ToDictionary(
                map => map.Key,
                map => Judge(one, map.Key, trial, rivals, noisy, renewed)),
        })];
    }

    private MapCheck Judge(
        ExplainedScore one, string method, RemovalTrial trial,
        Dictionary<MapPlace, ExplainedScore> rivals, Dictionary<MapPlace, ExplainedScore> noisy, Dictionary<MapPlace, ExplainedScore> renewed)
    {
        cancellation.ThrowIfCancellationRequested();
        var map = CheckedMap.Of(method, one.Maps[method]);
        var place = new MapPlace(one.Picture, one.Layer, one.Score);
        double Likeness(Dictionary<MapPlace, ExplainedScore> others, Score score) =>
            map.Likeness(CheckedMap.Of(method, others[place with { Score = score }].Maps[method]));
        List<CheckAnswer> answers = [CheckQuestions.Spread.Answer(map.Spread())];
        if (one.Score.LogOdds(one.Logits, plan.Network.Facts.IsMultiLabel) is { } odds)
        {
            using Tensor picture = input.narrow(0, one.Picture, 1);
            SaliencyMask mask = map.Mask(plan.Preprocessing.InputSize);
            double removal = trial.Measure(ProbeFor(method), picture, mask, odds, CheckQuestions.Removal.Weak);
            if (!double.IsNaN(removal))
            {
                answers.Add(CheckQuestions.Removal.Answer(removal));
            }
        }

        if (one.Score.Rival(one.Logits) is { } rival)
        {
            answers.Add(CheckQuestions.Rival.Answer(Likeness(rivals, rival)));
        }

        if (renewed.ContainsKey(place))
        {
            answers.Add(CheckQuestions.Stage.Answer(Likeness(renewed, one.Score)));
        }

        if (noisy.ContainsKey(place))
        {
            answers.Add(CheckQuestions.Noise.Answer(Likeness(noisy, one.Score)));
        }

        return CheckQuestions.Judge(answers);
    }

    /// <summary>The maps of the network with random weights in its last stage; none of a picture where those overflow, which says nothing against the trained ones' maps.</summary>
    private Dictionary<MapPlace, ExplainedScore> Renewed()
    {
        using Lock.Scope alone = ModuleGate.Enter(plan.Network.Module);
        using RandomisedParameters? stage = LastStage.Randomise(plan.Network.Module, plan.Options.Seed);
        if (stage is null)
        {
            return [];
        }

        using IDisposable entered = stage.Enter();
        var unfolded = Plan.Create(plan.Network.WithoutFolding(), plan.Options);
        int all = (int)input.shape[0];
        return RenewedOf(unfolded, 0, all) ?? Enumerable.Range(0, all).SelectMany(n => RenewedOf(unfolded, n, 1) ?? []).ToDictionary();
    }

    private Dictionary<MapPlace, ExplainedScore>? RenewedOf(Plan unfolded, int first, int count)
    {
        try
        {
            using Tensor pictures = input.narrow(0, first, count);
            return MapsOf(unfolded, pictures, one => one.Score, first);
        }
        catch (NonFiniteException)
        {
            return null;
        }
    }

    /// <summary>The pictures with noise, and whether it leaves each prediction as it is, as far as halving goes.</summary>
    private (Tensor Pictures, bool[] Same) Noisy()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable plain = no_grad();
        Tensor noise = tensor(FormulaNumbers.Gaussian("check/noise", (int)input[0].numel(), plan.Options.Seed), input[0].shape, dtype: input.dtype, device: input.device);
        Tensor noisy = input.clone();
        bool[] open = [.. Enumerable.Repeat(true, (int)input.shape[0])];
        for ((int round, double level) = (0, NoiseLevel); round <= Halvings && open.Contains(true); round++, level /= 2)
        {
            using Scalar scale = level;
            foreach (int n in Enumerable.Range(0, open.Length).Where(n => open[n]))
            {
                noisy[n] = input[n].Plus(noise * scale);
                open[n] = AnswerOf(noisy.narrow(0, n, 1)) != AnswerOf(input.narrow(0, n, 1));
            }
        }

        return (noisy.MoveToOuterDisposeScope(), [.. open.Select(one => !one)]);
    }

    private long AnswerOf(Tensor picture)
    {
        using DisposeScope scope = NewDisposeScope();
        return ProbeFor(null).Logits(picture).argmax(1).item<long>();
    }

    private Dictionary<MapPlace, ExplainedScore> MapsOf(Plan of, Tensor pictures, Func<ExplainedScore, Score> ask, int first = 0)
    {
        IReadOnlyList<Target>[] targets = [.. Enumerable.Range(first, (int)pictures.shape[0]).Select(n =>
            (IReadOnlyList<Target>)[.. explained.Where(one => one.Picture == n).Select(one => Target.Scored(ask(one)))])];
        return Fusion.Apply(of, PlanRun.Run(of, pictures, targets, new StageClock(), progress is null ? null : new Relay(Report), cancellation))
            .ToDictionary(one => new MapPlace(first + one.Picture, one.Layer, one.Score));
    }

    private Probe ProbeFor(string? method) => new(
        plan.Network,
        plan.Request,
        plan.Options.MemoryBudget,
        plan.Options.Seed,
        progress is null || method is null ? null : (done, total, remark) => Report(new MethodProgress(TitleOf(method), done, total) { Remark = remark }),
        cancellation);

    private string TitleOf(string method) => plan.Methods.First(one => one.Key == method).Method.Title;

    private void Report(MethodProgress value) => progress?.Report(value with { Method = $"check of {value.Method}" });

    /// <summary>Hands progress on where it is told, on the same thread.</summary>
    private sealed class Relay(Action<MethodProgress> report) : IProgress<MethodProgress>
    {
        public void Report(MethodProgress value) => report(value);
    }

    private sealed record MapPlace(int Picture, string Layer, Score Score);
}
