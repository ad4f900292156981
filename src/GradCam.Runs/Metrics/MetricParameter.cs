using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>A parameter of a metric, as text sets it: <c>deletion:steps=32</c>.</summary>
internal sealed record MetricParameter
{
    private readonly Func<string, IMetric?> parse;

    private MetricParameter(string name, string value, string range, Func<string, IMetric?> parse) =>
        (Name, Value, Range, this.parse) = (name, value, range, parse);

    /// <summary>Its name in the text.</summary>
    public string Name { get; }

    /// <summary>The value that the metric has.</summary>
    public string Value { get; }

    /// <summary>What values it may have.</summary>
    public string Range { get; }

    /// <summary>A parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="range">The values that it may have.</param>
    /// <param name="value">The metric's own.</param>
    /// <param name="set">The metric with another value.</param>
    public static MetricParameter Of<T>(string name, ParameterRange<T> range, T value, Func<T, IMetric> set) => new(
        name, range.Show(value), range.Text, text => range.TryRead(text, out T? read) ? set(read!) : null);

    /// <summary>The metric with another value of this parameter.</summary>
    /// <param name="text">The value as text.</param>
    /// <exception cref="UsageException">The value is none that the parameter may have.</exception>
    public IMetric Set(string text) => parse(text)
        ?? throw new UsageException($"{Name}={ShownText.Of(text)} is out of range: give {Range}") { Name = "metric" };
}
