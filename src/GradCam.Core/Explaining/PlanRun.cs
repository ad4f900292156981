using System.Runtime.InteropServices;
using GradCam.Maps;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>Runs a plan on a batch: one forward pass, as few backward passes as the scores and rules ask for; tensors in, plain arrays out.</summary>
internal sealed class PlanRun
{
    private readonly Plan plan;
    private readonly Tensor input;
    private readonly Pass pass;
    private readonly StageClock clock;
    private readonly IProgress<MethodProgress>? progress;
    private readonly CancellationToken cancellation;
    private readonly float[][] logits;
    private readonly Score[][] scores;
    private readonly Dictionary<(int Round, int Layer, string Method), MethodResult> results = [];

    private PlanRun(
        Plan plan, Tensor input, Pass pass, IReadOnlyList<IReadOnlyList<Target>> targets, StageClock clock,
        IProgress<MethodProgress>? progress, CancellationToken cancellation)
    {
        (this.plan, this.input, this.pass, this.clock, this.progress, this.cancellation) = (plan, input, pass, clock, progress, cancellation);
        logits = TensorRows.Read(pass.Logits);
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
    public static IReadOnlyList<ExplainedScore> Run(
        Plan plan, Tensor input, IReadOnlyList<IReadOnlyList<Target>> targets, StageClock clock,
        IProgress<MethodProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var modes = new RecordingModes();
        using DisposeScope scope = NewDisposeScope();
        StageClock.Stage forward = clock.Start("forward");
        using Pass pass = Pass.Run(plan.Network.Module, input, plan.Request);
        forward.Dispose();
        var run = new PlanRun(plan, input, pass, targets, clock, progress, cancellation);
        run.Compute();
        return run.Collect();
    }

    private void Compute()
    {
        FiniteCheck.Demand(pass.Logits, "output", Where(scores.SelectMany(each => each)));
        for (int layer = 0; layer < plan.Request.Layers.Count; layer++)
        {
            FiniteCheck.Demand(pass.Activation(layer), "activation", Where(scores.SelectMany(each => each), layer));
        }

        CheckRectified();
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
                Compute(rounds[round], round, plan.Methods.Where(method => method.Needs.OwnPasses));
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
        bool[] asked = [.. scores.Select(each => round < each.Length)];
        using StageClock.Stage stage = clock.Start("gradients");
        return ScoredPass.Run(pass, plan.Request, RoundOf(round), asked, plan.Methods.Select(method => method.Needs), last);
    }

    /// <summary>The scores of a round; a picture that has fewer stands with its first, of which nothing is kept.</summary>
    private Score[] RoundOf(int round) => [.. scores.Select(each => round < each.Length ? each[round] : each[0])];

    private void Compute(ScoredPass scored, int round, IEnumerable<IAttributionMethod> methods)
    {
        int[] layers = [.. Enumerable.Range(0, plan.Request.Layers.Count)];
        foreach (IAttributionMethod method in methods)
        {
            int[][] asked = !method.Needs.Layer ? [[]] : method.Needs.EveryLayer ? [layers] : [.. layers.Select(layer => (int[])[layer])];
            foreach (int[] of in asked)
            {
                cancellation.ThrowIfCancellationRequested();
                int layer = of is [int only] && !method.Needs.EveryLayer ? only : -1;
                using StageClock.Stage stage = clock.Start(method.Needs.OwnPasses ? method.Key : "maps");
                results[(round, layer, method.Key)] = Map(scored, round, method, of);
            }
        }
    }

    private MethodResult Map(ScoredPass scored, int round, IAttributionMethod method, int[] layers)
    {
        using DisposeScope scope = NewDisposeScope();
        Probe? probe = method.Needs.OwnPasses ? ProbeFor(method, layers) : null;
        var notes = new MethodNotes();
        AttributionContext context = scored.ContextFor(method.Needs, layers, input, probe, plan.Options.Seed, notes);
        string where = Where(RoundOf(round), layers is [int only] ? only : null);
        if (method.Needs.LayerGradient)
        {
            context.Layers.ToList().ForEach(layer => FiniteCheck.Demand(layer.Gradient!, "gradient", where));
        }

        if (method.Needs.Rule is not null)
        {
            FiniteCheck.Demand(context.InputGradient, "input gradient", where);
        }

        Tensor map = method.Compute(context);
        FiniteCheck.Demand(map, $"{method.Title} map", where);
        (int channels, int height, int width) = (map.dim() == 4 ? (int)map.shape[1] : 1, (int)map.shape[^2], (int)map.shape[^1]);
        return new MethodResult(
            [.. TensorRows.Read(map).Select(values => new AttributionMap(channels, height, width, ImmutableCollectionsMarshal.AsImmutableArray(values)))], notes);
    }

    private Probe ProbeFor(IAttributionMethod method, int[] layers) => new(
        plan.Network,
        plan.Request with { Layers = [.. layers.Select(layer => plan.Request.Layers[layer])] },
        plan.Options.MemoryBudget,
        plan.Options.Seed,
        progress is null ? null : (done, total, remark) => progress.Report(new MethodProgress(method.Title, done, total) { Remark = remark }),
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
        (IAttributionMethod Method, MethodResult Result)[] all = [.. plan.Methods.Select(method => (method, ResultOf(method, round, layer)))];
        return new ExplainedScore(
            picture, plan.Layers[layer], scores[picture][round], logits[picture], all.ToDictionary(one => one.Method.Key, one => one.Result.Maps[picture]))
        {
            Warnings = [.. all.SelectMany(one => one.Result.Notes.WarningsOf(picture).Select(text =>
                $"{one.Method.Title} ({Where([scores[picture][round]], one.Method.Needs is { Layer: true, EveryLayer: false } ? layer : null)}): {text}"))],
            Gaps = all.Where(one => one.Result.Notes.GapOf(picture) is not null).ToDictionary(one => one.Method.Key, one => one.Result.Notes.GapOf(picture)!.Value),
        };
    }

    private MethodResult ResultOf(IAttributionMethod method, int round, int layer) =>
        results[(round, method.Needs.Layer && !method.Needs.EveryLayer ? layer : -1, method.Key)];

    /// <summary>A caller's own module may rectify by functions that nothing can guard: the plain gradient must not be called guided.</summary>
    private void CheckRectified()
    {
        if (pass.RectifiersCalled == RectifierKinds.None && plan.Methods.FirstOrDefault(method => method.Needs.Guard != RectifierGuard.None) is { } guarded)
        {
            throw new UsageException(plan.Network.IsOurs
                ? $"{guarded.Title} needs rectifiers, and this network has none: gradient methods such as {MethodCatalog.All[0].Title} serve it"
                : $"{guarded.Title} found no rectifier that it can guard: use GradCam.Networks.Rectifier or Rectify.Relu in your module, or ask for maps only");
        }
    }

    private string Where(IEnumerable<Score> asked, int? layer = null)
    {
        string named = layer is { } place ? plan.Request.Layers[place] : string.Join(", ", plan.Layers);
        return $"layer {named}, {string.Join(", ", asked.Select(score => score.ToString()).Distinct())}";
    }

    /// <summary>A method's maps of the pictures of a batch, and what it said of them.</summary>
    private sealed record MethodResult(AttributionMap[] Maps, MethodNotes Notes);
}
