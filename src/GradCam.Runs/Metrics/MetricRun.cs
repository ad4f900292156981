using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>Measures the maps of one picture: what all metrics of all maps ask of the network goes through it together.</summary>
internal static class MetricRun
{
    /// <summary>Measures every map by every metric.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="maps">Its maps.</param>
    /// <param name="metrics">The metrics.</param>
    /// <returns>For each map what each metric found.</returns>
    /// <exception cref="GradCamException">What <see cref="Explainer"/> throws for a picture, where a metric explains inputs of its own.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled.</exception>
    public static IReadOnlyList<IReadOnlyList<MetricResult>> Measure(MeasuredPicture picture, IReadOnlyList<MetricContext> maps, IReadOnlyList<IMetric> metrics)
    {
        MetricWork[][] works = [.. maps.Select(map => metrics.Select(metric => metric.Measure(map)).ToArray())];
        ProbeInput[] inputs = [.. works.SelectMany(of => of).SelectMany(work => work.Inputs).DistinctBy(input => input.Name)];
        IReadOnlyList<ProbedScore> scores = picture.Scores(inputs);
        Dictionary<string, ProbedScore> found = inputs.Zip(scores).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        return [.. works.Select(of => (IReadOnlyList<MetricResult>)[.. of.Select(work => work.Read([.. work.Inputs.Select(input => found[input.Name])]))])];
    }
}
