using System.Text.Json;
using GradCam.Runs;

namespace GradCam.Cli.Tests;

[Collection(SmallCheckpoints.Collection)]
public sealed class CheckTests(SmallCheckpoints checkpoints) : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Explain_WithCheck_SaysItOfEachMap_AndWritesTheNumbers()
    {
        CallResult result = place.Explain(checkpoints.Named, "--method", "gradcam,gradcam++", "--check", "--json");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(2, result.OutputLines.Count(line => line.StartsWith("checked: ", StringComparison.Ordinal)));
        Assert.Contains(result.OutputLines, line => line.EndsWith(", Grad-CAM++", StringComparison.Ordinal));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(place.Results, "disc-shufflenet_v2.json")));
        JsonElement answers = json.RootElement.GetProperty("checks").GetProperty("gradcam").GetProperty("answers");
        Assert.Equal(["spread", "removal", "class", "stage", "noise"], answers.EnumerateArray().Select(answer => answer.GetProperty("question").GetString()));
    }

    [Theory]
    [InlineData("contradicted")]
    [InlineData("weak")]
    public void Explain_AFlatMapWithFailOn_WritesTheResultsAndExitsWith3(string verdict)
    {
        CallResult result = place.Explain(checkpoints.Flat, "--method", "gradcam", "--check", "--fail-on", verdict);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains(result.OutputLines, line => line.StartsWith("checked: contradicted (the map is all but flat: 0;", StringComparison.Ordinal));
        Assert.NotEmpty(place.ResultNames());
    }

    [Fact]
    public void FailOn_WithoutCheck_IsAWrongCall()
    {
        place.Explain(checkpoints.Named, "--fail-on", "weak").AssertFailed(2, "--check");
        place.AssertNothingWritten();
    }

    [Fact]
    public void Batch_WithCheck_HasItInEveryTable_AndExitsWith3WhereItFailsOnIt()
    {
        place.Picture("a.png");

        CallResult result = Workplace.Call(
            "batch", "--images", place.Folder, "--weight-path", checkpoints.Flat, "--output-dir", place.Results, "--threads", "1", "--method", "gradcam", "--check",
            "--fail-on", "contradicted");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("checked: 0 supported, 0 weak, 1 contradicted", result.OutputLines);
        Assert.Equal(MapVerdict.Contradicted, Assert.Single(ResultsReader.Read(place.Results)).Checks!["gradcam"].Verdict);
        Assert.Contains(",checked,reasons", File.ReadAllText(Path.Combine(place.Results, "results.csv")), StringComparison.Ordinal);
        Assert.Contains("\"checked\":\"contradicted\"", File.ReadAllText(Path.Combine(place.Results, "report.html")), StringComparison.Ordinal);
        Assert.Contains("\"check\": \"on\"", File.ReadAllText(Path.Combine(place.Results, "run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WithCheck_HasItInTheResults_AndExitsWith3WhereItFailsOnIt()
    {
        string[] call =
        [
            "evaluate", "--images", place.Picture("a.png"), "--weight-path", checkpoints.Flat, "--output-dir", place.Results, "--threads", "1", "--method", "gradcam,gradient",
            "--metric", "gini,maxsensitivity:draws=2,randomlogit,randomisation",
        ];
        Assert.Equal(0, Workplace.Call(call).ExitCode);
        string values = File.ReadAllText(Path.Combine(place.Results, "metrics.csv"));
        Directory.Delete(place.Results, recursive: true);

        CallResult result = Workplace.Call([.. call, "--check", "--fail-on", "contradicted"]);

        Assert.Equal(3, result.ExitCode);
        // Where a layer gives zeros, a gradient is flat too.
        Assert.Contains("checked: 0 supported, 0 weak, 2 contradicted", result.OutputLines);
        ResultRecord line = Assert.Single(ResultsReader.Read(place.Results));
        Assert.Equal(MapVerdict.Contradicted, line.Checks!["gradcam"].Verdict);
        Assert.Equal(["gradcam", "gradient"], line.Checks.Keys.Order());
        Assert.Equal(values, File.ReadAllText(Path.Combine(place.Results, "metrics.csv")));

        Workplace.Call(["evaluate", "--images", place.Folder, "--fail-on", "weak"]).AssertFailed(2, "--check");
    }

    [Fact]
    public void Shards_ThatFailOnAVerdict_ExitWith3_AndSoDoesTheirMerge()
    {
        string[] call = [.. Sharded("--check", "--fail-on", "contradicted")];

        Assert.Equal(3, Workplace.Call([.. call, "--shard", "0/2"]).ExitCode);
        Assert.Equal(3, Workplace.Call([.. call, "--shard", "1/2"]).ExitCode);
        // Nothing is left to do, and the maps are what they were.
        CallResult again = Workplace.Call([.. call, "--shard", "1/2", "--resume"]);
        CallResult merged = Workplace.Call("merge", place.Results);

        Assert.Equal(3, again.ExitCode);
        Assert.Contains("checked: 0 supported, 0 weak, 1 contradicted", again.OutputLines);
        Assert.Equal(3, merged.ExitCode);
        Assert.Contains("checked: 0 supported, 0 weak, 2 contradicted", merged.OutputLines);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3, "--fail-on", "weak")]
    public void Merge_OfCheckedShards_FailsOnWhatItIsTold(int code, params string[] args)
    {
        Assert.Equal(0, Workplace.Call([.. Sharded("--check"), "--shard", "0/1"]).ExitCode);

        Assert.Equal(code, Workplace.Call(["merge", place.Results, .. args]).ExitCode);
        Assert.Contains("results.jsonl", place.ResultNames());
    }

    [Fact]
    public void Merge_ThatIsToFailOnChecks_OfUncheckedShards_IsRefused()
    {
        Assert.Equal(0, Workplace.Call([.. Sharded(), "--shard", "0/1"]).ExitCode);

        Workplace.Call("merge", place.Results, "--fail-on", "weak").AssertFailed(2, "without --check");
        Assert.DoesNotContain("results.jsonl", place.ResultNames());
    }

    private string[] Sharded(params string[] args) =>
    [
        "batch", "--images", place.Picture("a.png"), place.Picture("b.png"), "--weight-path", checkpoints.Flat, "--output-dir", place.Results, "--threads", "1", "--batch", "1",
        "--method", "gradcam", .. args,
    ];
}
