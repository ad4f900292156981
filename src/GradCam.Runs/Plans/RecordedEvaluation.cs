using System.Text.Json;
using System.Text.Json.Nodes;

namespace GradCam.Runs;

/// <summary>What a run measured, as its <c>run.json</c> tells it: so that its reports can be made again without the call.</summary>
/// <param name="Evaluation">The metrics; how they are summed up by default, since that is no part of what a resumed run must share.</param>
/// <param name="Seed">What random numbers started from.</param>
internal sealed record RecordedEvaluation(EvaluationOptions Evaluation, int Seed)
{
    /// <summary>Reads it; null where nothing was measured, or nothing tells it.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="UsageException">A metric is not known.</exception>
    public static RecordedEvaluation? Read(string folder)
    {
        string file = Path.Combine(folder, RunSettings.FileName);
        try
        {
            if (!File.Exists(file) || JsonNode.Parse(File.ReadAllBytes(file)) is not JsonObject settings || (string?)settings[SettingCatalog.Metric] is not { } metrics)
            {
                return null;
            }

            int seed = (string?)settings[SettingCatalog.Seed] is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : 0;
            return new RecordedEvaluation(new EvaluationOptions { Metrics = [.. metrics.Split(';')[0].Split(',').Select(MetricCatalog.Parse)] }, seed);
        }
        catch (Exception failure) when (failure is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
