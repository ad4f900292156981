
namespace GradCam.Runs;

/// <summary>A job that went through the network, or did not get that far.</summary>
/// <param name="Job">The job.</param>
/// <param name="Explanation">What came out, or null where it failed.</param>
/// <param name="Seconds">The network's time for it.</param>
/// <param name="Error">Why it failed, or null.</param>
internal sealed record JobResult(BatchJob Job, Explanation? Explanation, double Seconds, string? Error)
{
    /// <summary>Where a picture of it goes, from the results' folder on.</summary>
    public string FileOf(string key) => $"{Job.OutputStem}-{key}.jpg";

    /// <summary>Its line in the results.</summary>
    /// <param name="folder">The results' folder.</param>
    /// <param name="truths">Reads what the picture shows, for the job's network.</param>
    public ResultLine ToLine(string folder, TruthReader truths)
    {
        ResultLine line = new()
        {
            Image = Job.Picture.Name,
            Source = Job.SourceFrom(folder),
            Network = Job.Choice.Network,
            Layer = Job.Layer,
            ClassId = Job.ClassId,
            Truth = Job.Picture.Truth,
            Error = Error,
        };
        return Explanation is null
            ? line
            : line with
            {
                Layer = Explanation.Layer,
                ClassId = Explanation.Class.Id,
                ClassName = NameOf(Explanation.Class),
                Probability = Explanation.Class.Probability,
                Top5 = [.. Explanation.TopFive.Select(score => new ResultScore(score.Id, NameOf(score), score.Probability))],
                Correct = line.Truth is { } truth ? truths.Holds(truth, Explanation.TopFive[0].Id, Explanation.Logits.Length) : null,
                Flat = Explanation.Flat,
                Files = Explanation.Pictures.Keys.ToDictionary(key => key, FileOf),
                Seconds = Math.Round(Seconds, 4),
            };
    }

    private static string NameOf(ClassScore score) => score.Name ?? $"class {score.Id}";
}
