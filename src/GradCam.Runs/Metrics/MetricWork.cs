using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>A metric that is being measured: what it asks of the network, and what follows from the answer.</summary>
/// <param name="Inputs">What must go through the network. Inputs of one name are the same for a picture and class, and go once.</param>
/// <param name="Read">Makes the values of what the network says of each input.</param>
internal sealed record MetricWork(IReadOnlyList<ProbeInput> Inputs, Func<IReadOnlyList<ProbedScore>, MetricResult> Read)
{
    /// <summary>One that asks nothing of the network.</summary>
    /// <param name="values">Its values, in the order of the metric's parts.</param>
    public static MetricWork Done(params double[] values) => new([], _ => new MetricResult(values));
}
