using GradCam.Maps;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>Runs a plan on a batch: one forward pass, as few backward passes as the scores and rules ask for; tensors in, plain arrays out.</summary>
internal sealed class PlanRun
{
    private const int NoLayer = -1;

    private readonly Plan plan;
    private readonly Tensor input;
    private readonly Pass pass;
    private readonly StageClock clock;
    private readonly IProgress<MethodProgress>? progress;
    private readonly CancellationToken cancellation;
    private readonly float[][] logits;
    private readonly Score[][] scores;
    private readonly Dictionary<ResultPlace, MethodResult> results = [];

    private PlanRun(
        Plan plan, Tensor input, Pass pass, IReadOnlyList<IReadOnlyList<Target>> targets, StageClock clock,
        IProgress<MethodProgress>? progress, CancellationToken cancellation)
    {
        (this.plan, this.input, this.pass, this.clock, this.progress, this.cancellation) = (plan, input, pass, clock, progress, cancellation);
        logits = TensorRows.Read(pass.Logits);
        if (plan.Network.Facts.ClassNames is { } names && names.Count != logits[0].Length)
        {
            throw new UsageException($"there are {names.Count} class names for the {logits[0].Length} classes of this network: give one name a class");
        }

        var resolver = new TargetResolver(plan.Network.Facts, plan.Options.Versus);
        scores = [.. targets.Select((asked, n) => resolver.Resolve(asked, logits[n]).ToArray())];
    }

    /// <summary>Explains a batch.</summary>
    /// <param name="plan">What is wanted.</param>
    /// <param name="input">[N, 3, S, S].</param>
    /// <param name="targets">What is asked of each picture, at least one target.</param>
    /// <param name="clock">Takes the time of the stages.</param>
    /// <param name="progress">Told by methods with passes of their own; null for nobody.</param>
    /// <param name="cancellation">Ends the work between two stages.</param>
    /// <returns>By picture, then layer, then target.</returns>
    /// <exception cref="MethodException">A method cannot be had of this network.</exception>
    public static IReadOnlyList<ExplainedScore> Run(
        Plan plan, Tensor input, IReadOnlyList<IReadOnlyList<Target>> targets, StageClock clock,
        IProgress<MethodProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var modes = new RecordingModes();
        using DisposeScope scope = NewDisposeScope();
        Pass pass;
        using (clock.Start("forward"))
        {
            pass = Pass.Run(plan.Network.Module, input, plan.Request);
        }

        using (pass)
        {
            cancellation.ThrowIfCancellationRequested();
            var run = new PlanRun(plan.ServedBy(pass), input, pass, targets, clock, progress, cancellation);
            run.Compute();
            return run.Collect();
        }
    }

    private void Compute()
    {
        FiniteCheck.Demand(pass.Logits, "output", Where(scores.SelectMany(each => each)));
        for (int layer = 0; layer < plan.Request.Layers.Count; layer++)
        {
            FiniteCheck.Demand(pass.Activation(layer), "activation", Where(scores.SelectMany(each => each), layer));
        }

        List<ScoredPass> rounds = [];
        try
        {
            int count = scores.Max(each => each.Length);
            for (int round = 0; round < count; round++)
            {
                rounds.Add(Backward(round, last: round == count - 1));
                Compute(rounds[round], round, plan.Methods.Where(method => !method.Needs.OwnPasses));
            }

            for (int round = 0; round < count; round++)
            {
                using var shared = new SharedWork();
                Compute(rounds[round], round, plan.Methods.Where(method => method.Needs.OwnPasses), shared);
            }
        }
        finally
        {
            rounds.ForEach(round => round.Dispose());
        }
    }

    private ScoredPass Backward(int round, bool last)
    {
        cancellation.ThrowIfCancellationRequested();
        bool[] asked = Array.ConvertAll(scores, each => round < each.Length);
        using StageClock.Stage stage = clock.Start("gradients");
        return ScoredPass.Run(pass, plan.Request, RoundOf(round), asked, plan.Methods.Select(method => method.Needs), last);
    }

    /// <summary>The scores of a round; a picture that has fewer stands with its first, of which nothing is kept.</summary>
    private Score[] RoundOf(int round) => [.. scores.Select(each => round < each.Length ? each[round] : each[0])];

    private void Compute(ScoredPass scored, int round, IEnumerable<PlannedMethod> methods, SharedWork? shared = null)
    {
        int[] layers = [.. Enumerable.Range(0, plan.Request.Layers.Count)];
        bool[] asked = Array.ConvertAll(scores, each => round < each.Length);
        foreach (PlannedMethod method in methods)
        {
            int[][] places = !method.Needs.Layer ? [[]] : method.Needs.EveryLayer ? [layers] : [.. layers.Select(layer => (int[])[layer])];
            foreach (int[] of in places)
            {
                cancellation.ThrowIfCancellationRequested();
                int layer = method.HasLayer ? of[0] : NoLayer;
                // What knows nothing of the class is the same in every round; the first has every picture.
                results[new ResultPlace(round, layer, method.Key)] = round > 0 && !method.Needs.AnyScore
                    ? results[new ResultPlace(0, layer, method.Key)]
                    : Compute(scored, round, method, of, asked, shared);
            }
        }
    }

    private MethodResult Compute(ScoredPass scored, int round, PlannedMethod method, int[] layers, bool[] asked, SharedWork? shared)
    {
        using StageClock.Stage stage = clock.Start(method.Needs.OwnPasses ? method.Key : "maps");
        using DisposeScope scope = NewDisposeScope();
        using IDisposable plain = no_grad();
        Probe? probe = method.Needs.OwnPasses ? ProbeFor(method, layers) : null;
        var notes = new MethodNotes();
        // Passes cost the same for a picture of which nothing is asked any more: those are left out.
        int[]? pictures = method.Needs.OwnPasses && asked.Contains(false) ? [.. Enumerable.Range(0, asked.Length).Where(n => asked[n])] : null;
        AttributionContext context = scored.ContextFor(method.Needs, layers, input, probe, plan.Options.Seed, notes, shared).Share(pictures);
        return MethodResult.Create(method, context, notes, pictures ?? [.. Enumerable.Range(0, scores.Length)], Where(scores.Where(each => round < each.Length).Select(each => each[round]), layers is [int only] ? only : null));
    }

    private Probe ProbeFor(PlannedMethod method, int[] layers) => new(
        plan.Network,
        plan.Request with { Layers = [.. layers.Select(layer => plan.Request.Layers[layer])] },
        plan.Options.MemoryBudget,
        plan.Options.Seed,
        progress is null ? null : (done, total, remark) => progress.Report(new MethodProgress(method.Method.Title, done, total) { Remark = remark }),
        cancellation);

    private List<ExplainedScore> Collect()
    {
        List<ExplainedScore> explained = [];
        for (int n = 0; n < scores.Length; n++)
        {
            for (int layer = 0; layer < plan.Layers.Count; layer++)
            {
                for (int round = 0; round < scores[n].Length; round++)
                {
                    explained.Add(Collect(n, layer, round));
                }
            }
        }

        return explained;
    }

    private ExplainedScore Collect(int picture, int layer, int round)
    {
        var maps = new Dictionary<string, AttributionMap>();
        var gaps = new Dictionary<string, double>();
        List<string> warnings = [.. plan.LeftOut];
        foreach (PlannedMethod method in plan.Methods)
        {
            MethodResult result = results[new ResultPlace(round, method.HasLayer ? layer : NoLayer, method.Key)];
            maps.Add(method.Key, result.MapOf(picture));
            foreach (string text in result.WarningsOf(picture))
            {
                warnings.Add($"{method.Method.Title} ({Where([scores[picture][round]], method.HasLayer ? layer : null)}): {text}");
            }

            if (result.GapOf(picture) is { } gap)
            {
                gaps.Add(method.Key, gap);
            }
        }

        return new ExplainedScore(plan, picture, plan.Layers[layer], scores[picture][round], logits[picture], maps) { Warnings = warnings, Gaps = gaps };
    }

    private string Where(IEnumerable<Score> asked, int? layer = null)
    {
        string named = layer is { } place ? plan.Request.Layers[place] : string.Join(", ", plan.Layers);
        return $"layer {named}, {string.Join(", ", asked.Select(score => score.ToString()).Distinct())}";
    }

    /// <summary>Where a result belongs.</summary>
    private sealed record ResultPlace(int Round, int Layer, string Method);
}
