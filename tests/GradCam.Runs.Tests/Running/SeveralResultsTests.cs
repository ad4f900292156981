using GradCam.Imaging;

namespace GradCam.Runs.Tests.Running;

/// <summary>Pictures with several lines: classes and layers.</summary>
public sealed class SeveralResultsTests : IDisposable
{
    private const int Pictures = 6, Layers = 2, Lines = Pictures * 2 * Layers;

    private readonly TemporaryFolder folder = new();

    public SeveralResultsTests()
    {
        for (int i = 0; i < Pictures; i++)
        {
            folder.Write($"in/p{i}.jpg", i == 4 ? [1, 2, 3] : DrawnPictures.Jpeg(i * 40));
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Lines_OfAPicture_StandByLayerThenClassWithTheirNumbers()
    {
        Run("out");

        ResultRecord[] lines = [.. ResultsReader.Read(folder["out"]).Where(line => line.Image == "p3.jpg")];

        // The level 120 is dark, class 1; the next most probable one is black, class 0.
        Assert.Equal([("l1", 1), ("l1", 0), ("l2", 1), ("l2", 0)], lines.Select(line => (line.Layer, line.ClassId!.Value)));
        Assert.Equal([(1, 4), (2, 4), (3, 4), (4, 4)], lines.Select(line => (line.Part!.Value, line.Parts!.Value)));
        Assert.Equal("p3-a-l2-class0-cam.jpg", lines[3].Files["cam"]);
        Assert.All(lines, line => Assert.NotEmpty(line.Files));
        Assert.All(lines, line => Assert.All(line.Files.Values, file => Assert.True(File.Exists(folder["out", file]))));
    }

    [Fact]
    public void Line_OfAFailedPicture_IsOneWithoutANumber()
    {
        BatchSummary summary = Run("out");

        Assert.Equal(new BatchSummary(Pictures, Pictures, 1, 0, false), summary);
        ResultRecord failed = Assert.Single(ResultsReader.Read(folder["out"]), line => line.Error is not null);
        Assert.Equal(("p4.jpg", null, null), (failed.Image, failed.Part, failed.Parts));
    }

    [Fact]
    public void ResumedRun_CutOffAtAnyLineOrWithinIt_EndsLikeAnUndisturbedOne()
    {
        Run("whole");
        SortedDictionary<string, string> expected = ResultsContent.Of(folder["whole"]);
        Run("cut");
        byte[] results = File.ReadAllBytes(folder["cut", "results.jsonl"]);
        int[] ends = [.. results.Index().Where(entry => entry.Item == (byte)'\n').Select(entry => entry.Index + 1)];
        Assert.Equal(Lines - (2 * Layers) + 1, ends.Length);

        foreach (int length in ends.SelectMany(end => (int[])[end - 1, end, Math.Min(end + 40, results.Length)]).Prepend(0))
        {
            File.WriteAllBytes(folder["cut", "results.jsonl"], results[..length]);

            BatchSummary summary = Run("cut", resume: true);

            // Batches of two pictures: four lines each, but for the damaged one.
            int whole = ((int[])[8, 16, 21]).Count(lines => length >= ends[lines - 1]);
            Assert.Equal((2 * whole, Pictures), (summary.Resumed, summary.Done));
            Assert.Equal(expected, ResultsContent.Of(folder["cut"]));
        }
    }

    [Fact]
    public void ResumedRun_WithAPictureOfOtherContent_ComputesAllItsLinesAgainAndKeepsTheOrder()
    {
        Run("out");
        folder.Write("in/p0.jpg", DrawnPictures.Jpeg(250));

        BatchSummary summary = Run("out", resume: true);
        Run("whole");

        Assert.Equal(4, summary.Resumed);
        Assert.Equal(ResultsContent.Of(folder["whole"]), ResultsContent.Of(folder["out"]));
    }

    [Fact]
    public void ResumedRun_WithAFileOfOneLineGone_MakesItAgain()
    {
        Run("out");
        SortedDictionary<string, string> expected = ResultsContent.Of(folder["out"]);
        File.Delete(folder["out", "p3-a-l2-class0-cam.jpg"]);

        Assert.Equal(4, Run("out", resume: true).Resumed);
        Assert.Equal(expected, ResultsContent.Of(folder["out"]));
    }

    [Fact]
    public void RowsOfOnePicture_WithTwoClasses_AreExplainedFromOnePass()
    {
        string picture = folder["in", "p0.jpg"];
        ListedPicture[] rows = [new(picture, "p0.jpg", Targets: [3]), new(picture, "p0.jpg", Targets: [2])];
        BrightnessExplainer explainer = new("a");

        BatchSummary summary = Run("out", plan: BatchPlan.Make(rows, new BatchDefaults([new("a", null)]), 2), explainer: explainer);

        Assert.Equal((1, 1), (summary.Total, explainer.Explained));
        Assert.Equal(
            ["p0-a-class3-cam.jpg", "p0-a-class2-cam.jpg"], ResultsReader.Read(folder["out"]).Select(line => line.Files["cam"]));
    }

    [Fact]
    public void ArraysAndJson_AskedFor_StandBesideThePicturesAndInTheLines()
    {
        Run("out", options: new ResultOptions { Arrays = true, Json = true });

        ResultRecord[] lines = [.. ResultsReader.Read(folder["out"]).Where(line => line.Image == "p3.jpg")];
        Assert.Equal(["p3-a-logits.npy"], lines.Select(line => line.Files["logits"]).Distinct());
        ResultRecord json = ResultJson.DecodeLine(File.ReadAllBytes(folder["out", "p3-a-l2-class0.json"]));
        Assert.Equal(
            ("p3.jpg", "../in/p3.jpg", 4, 4, "l2", 0, "paper"), (json.Image, json.Source, json.Part, json.Parts, json.Layer, json.ClassId, json.Variant));
        Assert.Equal("p3-a-l2-class0.json", lines[3].Files["json"]);
        Assert.Equal(lines[3].Files, json.Files);
    }

    [Fact]
    public void MethodOfPixels_WithArrays_NamesBothItsFiles()
    {
        BrightnessExplainer explainer = new("a") { Draw = (picture, _) => new Dictionary<string, RgbImage> { ["logits"] = picture } };

        Run("out", options: new ResultOptions { Arrays = true }, explainer: explainer);

        // The numbers and a picture of one key: both must be found again.
        ResultRecord line = ResultsReader.Read(folder["out"])[0];
        Assert.Equal(("p0-a-l1-class0-logits.jpg", "p0-a-logits.npy"), (line.Files["logits"], line.Files["logits.npy"]));
    }

    private BatchSummary Run(
        string name, bool resume = false, BatchPlan? plan = null, BrightnessExplainer? explainer = null, ResultOptions? options = null)
    {
        plan ??= BatchPlan.Make(
            PictureList.FromPaths([folder["in"]]), new BatchDefaults([new("a", null)]) { Layers = ["l1", "l2"], Targets = [Target.Top(2)] }, 2);
        using ResultsFolder results = ResultsFolder.Open(folder[name], plan, new RunSettings([]), resume);
        return new BatchRunner(plan, results, _ => explainer ?? new BrightnessExplainer("a"), options).Run();
    }
}
