namespace GradCam.Runs.Tests.Reports;

public sealed class ReportFilesTests
{
    private static readonly (string, int, string?)[] Pictures = [("cats/a.jpg", 10, null), ("broken.jpg", -1, null)];

    [Fact]
    public void Table_HasARowANetworkAndAColumnAKind()
    {
        using ReportedRun run = new(["vgg16", "resnet50"], Pictures);

        string[] lines = run.Text("table.md").Split('\n');

        Assert.Equal("## cats/a.jpg", lines[0]);
        Assert.Equal("| network | class | heatmap | cam | heatmap++ |", lines[2]);
        Assert.Equal(
            "| vgg16 | black (70.0 %) | ![cats/a.jpg, vgg16, heatmap](cats/a-vgg16-heatmap.jpg) | ![cats/a.jpg, vgg16, cam](cats/a-vgg16-cam.jpg)"
            + " | ![cats/a.jpg, vgg16, heatmap++](cats/a-vgg16-heatmap%2B%2B.jpg) |",
            lines[4]);
        Assert.StartsWith("| resnet50 | black", lines[5], StringComparison.Ordinal);
        Assert.Contains("| vgg16 | failed: ", run.Text("table.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfSeveralLayersAndClasses_HasARowEach()
    {
        using ReportedRun run = new(["vgg16"], [("a.jpg", 10, null)], layers: ["l1", "l2"], classes: 2);

        string[] lines = run.Text("table.md").Split('\n');

        Assert.Equal("| network | layer | class | heatmap | cam | heatmap++ |", lines[2]);
        Assert.StartsWith(
            "| vgg16 | l1 | black (70.0 %) | ![a.jpg, vgg16, l1, black, heatmap](a-vgg16-l1-class0-heatmap.jpg) | ", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("| vgg16 | l2 | dark &lt;/script&gt; (10.0 %) | ", lines[7], StringComparison.Ordinal);
        Assert.Equal(["l1,0", "l1,1", "l2,0", "l2,1"], run.Text("results.csv").Split('\n')[1..5].Select(line => string.Join(',', line.Split(',')[2..4])));
    }

    [Fact]
    public void Table_OfPicturesThatNoCatalogueKnows_HasThemLastAndNoOtherFiles()
    {
        ResultRecord line = new()
        {
            Image = "a.jpg",
            Source = "a.jpg",
            Network = "vgg16",
            ClassName = "star",
            Probability = 1,
            Files = new Dictionary<string, string> { ["novel"] = "n.jpg", ["gb"] = "g.jpg", ["cam"] = "c.jpg", ["mask"] = "m.npy", ["json"] = "a.json" },
        };

        Assert.Contains("| network | class | cam | gb | novel |", TableTexts.Markdown([line]), StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfManyPictures_SaysWhatItLeavesOut()
    {
        ResultRecord[] lines = [.. from network in (string[])["a", "b"] from image in (string[])["1.jpg", "2.jpg", "3.jpg"] select new ResultRecord { Image = image, Network = network, Error = "gone" }];

        string table = TableTexts.Markdown(lines, mostPictures: 2);

        Assert.Equal(4, table.Split("| failed: gone |").Length - 1);
        Assert.EndsWith(
            "## And more\n\nThe first 2 pictures stand above; 2 results of other pictures are left out. results.csv and results.parquet have all.\n", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_OfCheckedMaps_HaveAColumnForTheWorstVerdictAndItsReasons()
    {
        ResultRecord line = new()
        {
            Image = "a.jpg",
            Source = "a.jpg",
            Network = "vgg16",
            ClassName = "star",
            Probability = 1,
            Checks = new Dictionary<string, MapCheck>
            {
                ["gradcam"] = new(MapVerdict.Supported, [new CheckAnswer("removal", 1, 0.3, 0.1, null)]),
                ["gradcam++"] = new(MapVerdict.Weak, [new CheckAnswer("class", 1, 0.98, null, "too like: 1")]),
            },
        };

        Assert.Contains("| network | class | checked |\n| --- | --- | --- |\n| vgg16 | star (100.0 %) | weak (Grad-CAM++: too like: 1) |", TableTexts.Markdown([line]), StringComparison.Ordinal);
        Assert.Equal(
            ["image,network,layer,class_id,class,probability,truth,correct,error,flat,warnings,checked,reasons", "a.jpg,vgg16,,,star,1,,,,,,weak,Grad-CAM++: too like: 1"],
            TableTexts.Csv([line]).Split('\n')[..2]);
        Assert.DoesNotContain("checked", TableTexts.Csv([line with { Checks = null }]), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_UnderTheLimit_HoldsEverything()
    {
        using ReportedRun run = new(["vgg16"], Pictures);

        Assert.False(run.Has("report-pictures/thumbnail-0.jpg"));
        Assert.DoesNotContain("cats/a-vgg16-heatmap.jpg", run.Text("report.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("://", run.Text("report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OverTheLimit_LinksToPicturesBesideIt()
    {
        using ReportedRun run = new(["vgg16"], Pictures, embeddedBytes: 0);

        Assert.True(run.Has("report-pictures/picture-0.jpg"));
        Assert.Contains("\"thumbnail\":\"cats/a-vgg16-cam.jpg\"", run.Text("report.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("base64", run.Text("report.html"), StringComparison.Ordinal);
        Assert.Contains("cats/a-vgg16-heatmap.jpg", run.Text("report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_ThatShouldHoldAFileThatIsNoPicture_IsRefused()
    {
        using ReportedRun run = new(["vgg16"], Pictures);
        string file = run.Replace("cats/a-vgg16-heatmap++.jpg", "no picture");

        Assert.Contains(file, Assert.Throws<PictureException>(run.Report).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_OfAFolderWithoutResults_AreRefused()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<UsageException>(() => ResultsFolder.Reopen(folder.Path));
    }
}
