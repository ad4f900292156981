using GradCam.Runs;

namespace GradCam.Cli.Tests;

[Collection(SmallCheckpoints.Collection)]
public sealed class BatchTests(SmallCheckpoints checkpoints) : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Batch_OfAFolderWithADamagedPicture_DoesTheRestAndExitsWith3()
    {
        DrawPictures(damaged: true);

        CallResult result = Batch("--only", "heatmap,cam");

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("done: 4 of 4; 1 failed", result.OutputLines);
        Assert.Contains("warning: broken.png with shufflenet_v2", result.Error, StringComparison.Ordinal);
        Assert.Equal(
            [
                "a-shufflenet_v2-cam.jpg", "a-shufflenet_v2-heatmap.jpg", "b-shufflenet_v2-cam.jpg", "b-shufflenet_v2-heatmap.jpg", "c-shufflenet_v2-cam.jpg",
                "c-shufflenet_v2-heatmap.jpg", "pictures.jsonl", "report.html", "results.csv", "results.jsonl", "results.parquet", "run.json", "table.md",
            ],
            place.ResultNames());
        Assert.Equal(["a.png", "b.png", "broken.png", "c.png"], ResultsReader.Read(place.Results).Select(line => line.Image));
    }

    [Fact]
    public void Batch_CutOffAndResumed_EndsWithTheSameLines()
    {
        DrawPictures(damaged: false);
        Assert.Equal(0, Batch("--only", "cam").ExitCode);
        string file = Path.Combine(place.Results, ResultsReader.FileName);
        ResultRecord[] whole = [.. ResultsReader.Read(place.Results)];
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^30]);

        CallResult result = Batch("--only", "cam", "--resume");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("done: 3 of 3, 2 of them by an earlier run; 0 failed", result.OutputLines);
        Assert.Equal(whole.Select(Told), ResultsReader.Read(place.Results).Select(Told));
    }

    [Fact]
    public void Batch_Packed_WritesArchivesInPlaceOfPictures_AndGoesOn()
    {
        DrawPictures(damaged: false);

        Assert.Equal(0, Batch("--only", "cam", "--pack", "tar:2").ExitCode);
        CallResult again = Batch("--only", "cam", "--pack", "tar:2", "--resume");

        Assert.Contains("done: 3 of 3, 3 of them by an earlier run; 0 failed", again.OutputLines);
        Assert.Equal(["results-000000.tar", "results-000001.tar"], place.ResultNames().Where(name => name.EndsWith(".tar", StringComparison.Ordinal)));
        Assert.DoesNotContain(place.ResultNames(), name => name.EndsWith(".jpg", StringComparison.Ordinal));
        Batch("--only", "cam", "--resume").AssertFailed(2, "pack was tar:2 and is now not set");
        Batch("--pack", "zip").AssertFailed(2, "--pack zip: pass tar, or tar:N");
    }

    [Fact]
    public void Batch_ResumedWithOtherSettings_IsRefusedByTheSettingsName()
    {
        DrawPictures(damaged: false);
        Batch("--only", "cam");

        Batch("--only", "cam", "--variant", "original", "--resume").AssertFailed(2, "variant was paper and is now original");
        Batch("--only", "cam").AssertFailed(2, "already holds a run", "--resume");
    }

    [Fact]
    public void Batch_OfAManifest_TakesEachRowsNetworkClassAndTruth()
    {
        DrawPictures(damaged: false);
        string manifest = place.File("list.csv", """
            image,network,class_id,truth
            in/a.png,shufflenet_v2,2,ring
            in/b.png,,,
            """u8.ToArray());

        CallResult result = Workplace.Call(
            "batch", "--manifest", manifest, "--network", "shufflenet_v2", "--weight-path", checkpoints.Named, "--output-dir", place.Results, "--only", "cam");

        Assert.Equal(0, result.ExitCode);
        ResultRecord[] lines = [.. ResultsReader.Read(place.Results)];
        Assert.Equal(["in/a.png", "in/b.png"], lines.Select(line => line.Image));
        Assert.Equal((2, "\u001b[31mred"), (lines[0].ClassId, lines[0].ClassName));
        Assert.NotNull(lines[0].Correct);
        Assert.Null(lines[1].Correct);
        Assert.DoesNotContain('\u001b', File.ReadAllText(Path.Combine(place.Results, "table.md")));
    }

    [Fact]
    public void Batch_OfSeveralClassesLayersAndMethods_MakesThemAllInEachPicturesLines()
    {
        DrawPictures(damaged: false);

        CallResult result = Batch("--class-id", "top2", "--layer-name", "conv5.0,whole", "--method", "gradcam,guided", "--arrays", "--json", "--input-size", "32");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("done: 3 of 3; 0 failed", result.OutputLines);
        ResultRecord[] lines = [.. ResultsReader.Read(place.Results)];
        Assert.Equal(3 * 2 * 2, lines.Length);
        Assert.All(lines, line => Assert.NotEmpty(line.Files));
        Assert.All(lines, line => Assert.All(line.Files.Values, file => Assert.True(File.Exists(Path.Combine(place.Results, file)))));
        string prefix = $"a-shufflenet_v2-conv5.0-class{lines[0].ClassId}";
        Assert.Equal(
            [
                ("cam", $"{prefix}-cam.jpg"), ("gb", $"a-shufflenet_v2-class{lines[0].ClassId}-gb.jpg"), ("gradcam", $"{prefix}-gradcam.npy"),
                ("guided", $"a-shufflenet_v2-class{lines[0].ClassId}-guided.npy"), ("heatmap", $"{prefix}-heatmap.jpg"), ("json", $"{prefix}.json"),
                ("logits", "a-shufflenet_v2-logits.npy"), ("signed-guided", $"a-shufflenet_v2-class{lines[0].ClassId}-signed-guided.jpg"),
            ],
            lines[0].Files.Select(file => (file.Key, file.Value)).Order());
        Assert.Equal(0, Batch("--class-id", "top2", "--layer-name", "conv5.0,whole", "--method", "gradcam,guided", "--arrays", "--json", "--input-size", "32", "--resume").ExitCode);
        Batch("--class-id", "top2", "--layer-name", "conv5.0,whole", "--method", "gradcam,guided", "--json", "--input-size", "32", "--resume").AssertFailed(2, "arrays was on and is now not set");
    }

    [Fact]
    public void Batch_OfAManifest_ExplainsTwoRowsOfOnePictureTogether()
    {
        DrawPictures(damaged: false);
        string manifest = place.File("list.csv", "image,class_id\nin/a.png,0\nin/a.png,2\nin/b.png,1;ring\n"u8.ToArray());

        CallResult result = Workplace.Call(
            "batch", "--manifest", manifest, "--weight-path", checkpoints.Named, "--output-dir", place.Results, "--only", "cam", "--input-size", "32");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("done: 2 of 2; 0 failed", result.OutputLines);
        ResultRecord[] lines = [.. ResultsReader.Read(place.Results)];
        Assert.Equal(["in/a.png", "in/a.png", "in/b.png", "in/b.png"], lines.Select(line => line.Image));
        Assert.Equal("in/a-shufflenet_v2-class0-cam.jpg", lines[0].Files["cam"]);
        Assert.Equal([0, 2, 1, 0], lines.Select(line => line.ClassId!.Value));
    }

    [Theory]
    [InlineData("4", "--input-size", "32")]
    [InlineData("1", "--input-size", "640")]
    [InlineData("1", "--output-size", "original")]
    [InlineData("3", "--batch", "3")]
    public void Batch_TakesAsManyPicturesAtOnceAsFitAndRecordsIt(string atOnce, params string[] more)
    {
        string picture = place.Picture();
        string[] call = ["batch", "--images", picture, "--weight-path", checkpoints.Plain, "--network", "mobilenet_v2", "--output-dir", place.Results, "--only", "cam", .. more];

        Assert.Equal(0, Workplace.Call(call).ExitCode);
        Assert.Contains($"\"batch\": \"{atOnce}\"", File.ReadAllText(Path.Combine(place.Results, "run.json")), StringComparison.Ordinal);
        Assert.Equal(0, Workplace.Call([.. call, "--resume"]).ExitCode);
    }

    [Theory]
    [InlineData("mobilenet_v2")]
    [InlineData("mobilenet_v2", "--network", "mobilenet_v2")]
    public void Batch_OfAManifest_GivesItsOneNetworkTheOneCheckpoint(string network, params string[] more)
    {
        CallResult result = BatchOfRows(checkpoints.Plain, [network], more);

        Assert.Equal((0, ""), (result.ExitCode, result.Error.Contains("error", StringComparison.Ordinal) ? result.Error : ""));
        // The published mobilenet_v2 has a thousand classes, this one five.
        Assert.InRange(Assert.Single(ResultsReader.Read(place.Results)).ClassId!.Value, 0, 4);
    }

    [Fact]
    public void Batch_WithACheckpointThatNoRowUses_IsAWrongCall() =>
        BatchOfRows(checkpoints.Plain, ["shufflenet_v2", "vgg16"]).AssertFailed(2, checkpoints.Plain, "no picture uses");

    [Fact]
    public void Batch_ResumedWithAnotherFolderOfTheSameNames_IsRefused()
    {
        DrawPictures(damaged: false);
        Assert.Equal(0, Batch("--only", "cam").ExitCode);
        Directory.Move(Path.Combine(place.Folder, "in"), Path.Combine(place.Folder, "other"));

        Workplace.Call(
            "batch", "--images", Path.Combine(place.Folder, "other"), "--weight-path", checkpoints.Named, "--output-dir", place.Results,
            "--batch", "2", "--threads", "1", "--only", "cam", "--resume").AssertFailed(2, "../in/a.png, ../in/b.png, ../in/c.png are gone, ../other/a.png, ../other/b.png, ../other/c.png are new");
    }

    [Fact]
    public void Batch_ResumedWithAPictureOfOtherContent_SaysSoAndExplainsItAgain()
    {
        DrawPictures(damaged: false);
        Assert.Equal(0, Batch("--only", "cam").ExitCode);
        place.Picture(Path.Combine("in", "c.png"), 90);

        CallResult result = Batch("--only", "cam", "--resume");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("1 picture has changed since the earlier run: the batches with them are computed again", result.ErrorLines);
        Assert.Contains("done: 3 of 3, 2 of them by an earlier run; 0 failed", result.OutputLines);
    }

    [Theory]
    [InlineData("rnig", "line 3, in/b.png: its truth rnig is no class of shufflenet_v2", "did you mean ring?")]
    [InlineData("3", "line 3, in/b.png: its truth 3 is no class of shufflenet_v2, which has 0 to 2")]
    public void Batch_WithATruthThatIsNoClass_ComputesNothing(string truth, params string[] told)
    {
        BatchOfTruth(checkpoints.Named, "shufflenet_v2", truth).AssertFailed(2, told);

        place.AssertNothingWritten();
    }

    [Fact]
    public void Batch_WithATruthOfANetworkWithoutNames_LeavesOpenWhetherItIsRight()
    {
        CallResult result = BatchOfTruth(checkpoints.Plain, "mobilenet_v2", "ring");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("warning: 1 results have a truth that is no class of their network, such as ring of in/b.png", result.Error, StringComparison.Ordinal);
        Assert.Equal([true, false], ResultsReader.Read(place.Results).Select(line => line.Correct is not null));
    }

    [Fact]
    public void Batch_OfTheFolderThatResultsGoTo_SaysThatItIsLeftOut()
    {
        place.Picture();

        Workplace.Call("batch", "--images", place.Folder, "--output-dir", place.Folder).AssertFailed(1, "the folder for the results, which is left out of the search");
    }

    [Fact]
    public void Report_OfAFinishedFolder_IsMadeAgainOrPrinted()
    {
        DrawPictures(damaged: false);
        Batch("--only", "cam");
        File.Delete(Path.Combine(place.Results, "report.html"));

        Assert.Equal(0, Workplace.Call("report", place.Results).ExitCode);
        CallResult printed = Workplace.Call("report", place.Results, "--print-table", "results/");

        Assert.True(File.Exists(Path.Combine(place.Results, "report.html")));
        Assert.Equal("## a.png", printed.OutputLines[0]);
        Assert.Contains("(results/a-shufflenet_v2-cam.jpg)", printed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_WithoutPictures_IsAWrongCall() => Workplace.Call("batch", "--network", "vgg16").AssertFailed(2, "--images", "--manifest");

    [Fact]
    public void Batch_WithOneCheckpointForTwoNetworks_IsAWrongCall()
    {
        DrawPictures(damaged: false);

        Workplace.Call("batch", "--images", place.Folder, "--network", "vgg16,resnet50", "--weight-path", "one.pth")
            .AssertFailed(2, "NETWORK=FILE");
        Workplace.Call("batch", "--images", place.Folder, "--network", "vgg16", "--weight-path", "resnet50=a.pth", "--weight-path", "vgg16=b.pth")
            .AssertFailed(2, "resnet50 is not among the networks");
    }

    /// <summary>A batch of two rows: the first shows class 0, the second what is given.</summary>
    private CallResult BatchOfTruth(string weightPath, string network, string truth)
    {
        DrawPictures(damaged: false);
        string manifest = place.File("list.csv", System.Text.Encoding.UTF8.GetBytes($"image,truth\nin/a.png,0\nin/b.png,{truth}\n"));
        return Workplace.Call(
            "batch", "--manifest", manifest, "--network", network, "--weight-path", weightPath, "--output-dir", place.Results, "--only", "cam", "--input-size", "32");
    }

    private static (string?, int?, double?, string?) Told(ResultRecord line) => (line.Image, line.ClassId, line.Probability, string.Join(' ', line.Files.Values));

    private CallResult BatchOfRows(string weightPath, string[] networks, params string[] more)
    {
        DrawPictures(damaged: false);
        string rows = string.Join('\n', networks.Select((network, i) => $"in/{"abc"[i]}.png,{network}"));
        string manifest = place.File("list.csv", System.Text.Encoding.UTF8.GetBytes($"image,network\n{rows}\n"));
        return Workplace.Call(
            ["batch", "--manifest", manifest, "--weight-path", weightPath, "--offline", "--output-dir", place.Results, "--only", "cam", "--input-size", "32", "--threads", "1", .. more]);
    }

    private CallResult Batch(params string[] more) => Workplace.Call(
    [
        "batch", "--images", Path.Combine(place.Folder, "in"), "--weight-path", checkpoints.Named, "--output-dir", place.Results, "--batch", "2", "--threads", "1", .. more,
    ]);

    private void DrawPictures(bool damaged)
    {
        Directory.CreateDirectory(Path.Combine(place.Folder, "in"));
        foreach ((string name, int width) in (ReadOnlySpan<(string, int)>)[("a", 60), ("b", 50), ("c", 70)])
        {
            place.Picture(Path.Combine("in", $"{name}.png"), width);
        }

        if (damaged)
        {
            place.File(Path.Combine("in", "broken.png"), "no picture"u8.ToArray());
        }
    }
}
