using GradCam.Imaging;
using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>An explainer that measures what it has explained.</summary>
internal sealed class MeasuringExplainer : IPictureExplainer
{
    private readonly Explainer explainer;
    private readonly NetworkExplainer inner;
    private readonly ExplainOptions options;
    private readonly EvaluationOptions evaluation;
    private readonly IProgress<MethodProgress>? progress;
    private readonly RandomNetworks random;
    private readonly TruthReader reader;

    /// <summary>Makes one.</summary>
    /// <param name="explainer">The loaded network; freed with this object.</param>
    /// <param name="options">What to explain.</param>
    /// <param name="evaluation">What to measure.</param>
    /// <param name="progress">Told of passes; null for nobody.</param>
    public MeasuringExplainer(Explainer explainer, ExplainOptions options, EvaluationOptions evaluation, IProgress<MethodProgress>? progress = null)
    {
        (this.explainer, this.options, this.evaluation, this.progress) = (explainer, options, evaluation, progress);
        inner = new NetworkExplainer(explainer, options, progress);
        // The formula's own seed of randomised parameters is 1.
        random = new RandomNetworks(step => RandomisedParameters.DrawFrom(explainer.Module, onlyLast: step == RandomisedStep.Classifier, options.Seed + 1));
        reader = new TruthReader(explainer.Facts.ClassNames);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string>? ClassNames => inner.ClassNames;

    /// <summary>How many inputs went through the network to measure.</summary>
    public int Passes { get; private set; }

    /// <inheritdoc/>
    public PreparedQuestion Prepare(RgbImage picture, PictureTask task) => inner.Prepare(picture, task) with { Name = task.Name ?? task.Path, Path = task.Path };

    /// <inheritdoc/>
    public IReadOnlyList<Explanation> Explain(IReadOnlyList<PreparedQuestion> pictures, IReadOnlyList<string> layers, CancellationToken cancellationToken)
    {
        ExplainOptions wanted = layers.Count == 0 ? options : options with { Layers = layers };
        Explanation[] explained = [.. inner.Explain(pictures, layers, cancellationToken)];
        foreach (IGrouping<(int Picture, string Score), int> places in Enumerable.Range(0, explained.Length).GroupBy(i => (explained[i].Picture, explained[i].Score)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Measure(explained, [.. places], pictures[places.Key.Picture], wanted, cancellationToken);
        }

        return explained;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        random.Dispose();
        inner.Dispose();
    }

    /// <summary>Measures all maps of one picture and class.</summary>
    private void Measure(Explanation[] explained, int[] places, PreparedQuestion picture, ExplainOptions wanted, CancellationToken cancellationToken)
    {
        PictureProbe probe = explainer.ProbeOf(
            picture,
            wanted with { Pictures = [] },
            progress is null ? null : (done, total) => progress.Report(new MethodProgress("metrics", done, total)),
            cancellationToken);
        Explanation first = explained[places[0]];
        var measured = new MeasuredPicture(probe, Target.Class(first.Class.Id), first.Class.Id, first.Logits.Length, TruthOf(picture, first), random);
        (int Place, MetricContext Map)[] maps = [.. places.SelectMany((place, i) => explained[place].Maps
            // What has nothing to do with the layer is one and the same for all of them.
            .Where(map => i == 0 || !explained[place].WithoutLayer.Contains(map.Key))
            .Select(map => (place, new MetricContext(measured, explained[place].Layer, map.Key, map.Value))))];
        IReadOnlyList<IReadOnlyList<MetricResult>> results = MetricRun.Measure(measured, [.. maps.Select(map => map.Map)], evaluation.Metrics);
        Passes += probe.Passes;
        foreach (IGrouping<int, (string Method, IReadOnlyList<MetricResult> Results)> of in maps.Zip(results, (map, found) => (map.Place, map.Map.Method, found)).GroupBy(one => one.Place, one => (one.Method, one.found)))
        {
            explained[of.Key] = explained[of.Key] with
            {
                Metrics = of.ToDictionary(one => one.Method, one => (IReadOnlyDictionary<string, double?>)Values(one.Results)),
                Curves = of.Select(one => (one.Method, Curves: Curves(one.Results))).Where(one => one.Curves.Count > 0).ToDictionary(one => one.Method, one => (IReadOnlyDictionary<string, IReadOnlyList<double>>)one.Curves),
            };
        }
    }

    private bool[]? TruthOf(PreparedQuestion picture, Explanation explanation)
    {
        if (evaluation.Truth?.Find(picture.Name!, picture.Path!) is not { } objects)
        {
            return null;
        }

        int classes = explanation.Logits.Length;
        TruthObject[] own = [.. objects.Where(one => one.Class is null
            || (reader.Holds(one.Class, explanation.Class.Id, classes) ?? (ClassNames is null && one.ClassNumber is { } number ? reader.Holds(number, explanation.Class.Id, classes) : null)) == true)];
        return TruthObject.On(own, explanation.Frame, explanation.Provenance.Preprocessing.InputSize);
    }

    private Dictionary<string, double?> Values(IReadOnlyList<MetricResult> results) => evaluation.Metrics
        .Zip(results)
        .SelectMany(pair => pair.First.Parts.Zip(pair.Second.Values))
        .ToDictionary(value => value.First.Name, value => double.IsFinite(value.Second) ? (double?)value.Second : null);

    private Dictionary<string, IReadOnlyList<double>> Curves(IReadOnlyList<MetricResult> results) => evaluation.Metrics
        .Zip(results)
        .SelectMany(pair => pair.First.Parts.Zip(pair.Second.Curves ?? []))
        .Where(curve => curve.Second is not null)
        .ToDictionary(curve => curve.First.Name, curve => curve.Second!);
}
