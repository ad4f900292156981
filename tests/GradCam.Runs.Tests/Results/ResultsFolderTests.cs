using GradCam.Core.Tests;


namespace GradCam.Runs.Tests.Results;

public sealed class ResultsFolderTests : IDisposable
{
    private static readonly BatchPlan Plan = BatchPlan.Make([new ListedPicture("/in/a.jpg", "a.jpg")], new BatchDefaults([new("vgg16", null)]), 1);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NewRun_WritesItsSettingsFirst()
    {
        using ResultsFolder results = Open(("variant", "paper"), ("batch", "8"));

        Assert.Equal("""
            {
              "variant": "paper",
              "batch": "8"
            }

            """, File.ReadAllText(folder["out", "run.json"]));
    }

    [Fact]
    public void FolderThatHoldsARun_WithoutResume_IsRefused()
    {
        Open(("variant", "paper")).Dispose();
        folder.Write("out/results.jsonl", "{\"image\":\"a.jpg\",\"source\":\"a.jpg\",\"network\":\"vgg16\"}\n");

        UsageException refusal = Assert.Throws<UsageException>(() => Open(("variant", "paper")));

        Assert.Equal($"{folder["out"]}: already holds a run", refusal.Message);
    }

    [Fact]
    public void Resume_WithOtherSettings_IsRefusedNamingEachThatDiffers()
    {
        Open(("variant", "paper"), ("batch", "8"), ("weights of vgg16", "abc")).Dispose();

        UsageException refusal = Assert.Throws<UsageException>(() => Open(true, ("variant", "original"), ("batch", "8"), ("layer-name", "conv1")));

        Assert.Contains("variant was paper and is now original", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("weights of vgg16 was abc and is now not set", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("layer-name was not set and is now conv1", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("batch", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_OfWhatNeverBegan_StartsAnew()
    {
        using ResultsFolder results = Open(true, ("variant", "paper"));

        Assert.Empty(results.Done);
        Assert.True(File.Exists(folder["out", "run.json"]));
    }

    [Fact]
    public void RunThatBrokeBeforeItsFirstResult_GivesWayToANewOne()
    {
        Open(("layer-name", "layr4")).Dispose();

        Open(("layer-name", "layer4")).Dispose();

        Assert.Contains("layer4", File.ReadAllText(folder["out", "run.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void TwoRunsInOneFolder_AreKeptApart()
    {
        using ResultsFolder first = Open(("variant", "paper"));

        Assert.Throws<OutputException>(() => Open(true, ("variant", "paper")));
    }

    [Fact]
    public void FolderThatIsAFile_IsRefusedByName()
    {
        folder.Write("out");

        Assert.StartsWith(folder["out"], Assert.Throws<OutputException>(() => Open(("variant", "paper"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_OfLinesThatAreNoResults_IsRefusedByLine()
    {
        Open(("variant", "paper")).Dispose();
        folder.Write("out/results.jsonl", "hello\n");

        Assert.Contains("line 1 is not a result", Assert.Throws<UsageException>(() => Open(true, ("variant", "paper"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("a/../../secret.txt")]
    [InlineData("/etc/hostname")]
    public void Results_ThatNameFilesOutsideTheFolder_AreRefusedByLine(string file)
    {
        folder.Write("secret.txt", "secret");
        folder.Write("out/results.jsonl", $$$"""{"image":"a.jpg","source":"a.jpg","network":"vgg16","files":{"heatmap":"{{{file}}}"}}""" + "\n");

        using ResultsFolder results = ResultsFolder.Reopen(folder["out"]);
        UsageException refusal = Assert.Throws<UsageException>(() => results.Done.Count());

        Assert.Contains("line 1 names a file outside the folder", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"schema\":3,\"image\":\"a.jpg\",\"source\":\"a.jpg\",\"network\":\"vgg16\"}", "line 1 has form 3, which only a later version can read")]
    [InlineData("{\"schema\":2,\"source\":\"a.jpg\",\"network\":\"vgg16\"}", "line 1 is not a result")]
    [InlineData("{\"schema\":2,\"image\":\"a.jpg\",\"source\":\"a.jpg\"}", "line 1 is not a result")]
    [InlineData("[]", "line 1 is not a result")]
    public void Lines_OfAnotherForm_AreRefusedByLine(string line, string told)
    {
        folder.Write("out/results.jsonl", line + "\n");

        Assert.Contains(told, Assert.Throws<UsageException>(() => ResultsReader.Read(folder["out"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_OfTheFirstForm_AreReadAndTellFlatMapsByTheirMethods()
    {
        folder.Write("out/results.jsonl", """
            {"image":"a.jpg","source":"a.jpg","network":"vgg16","class_id":3,"class":"star","probability":0.5,"top5":[{"id":3,"name":"star","probability":0.5}],"flat":["heatmap","heatmap\u002B\u002B","gb"],"files":{"cam":"a-vgg16-cam.jpg"},"seconds":0.1}
            {"image":"b.jpg","source":"b.jpg","network":"vgg16","error":"gone"}

            """);

        IReadOnlyList<ResultRecord> lines = ResultsReader.Read(folder["out"]);

        Assert.Equal((1, 3, "star", 0.5, "star"), (lines[0].Schema, lines[0].ClassId, lines[0].ClassName, lines[0].Probability, lines[0].TopFive[0].Name));
        Assert.Equal(["gradcam", "gradcam++", "guided"], lines[0].Flat);
        Assert.Empty(lines[1].Files);
    }

    [Fact]
    public void Resume_OfLinesOfTheFirstForm_KeepsNone()
    {
        Open(("variant", "paper")).Dispose();
        folder.Write("out/results.jsonl", "{\"image\":\"a.jpg\",\"source\":\"../../../in/a.jpg\",\"network\":\"vgg16\"}\n");

        using ResultsFolder results = Open(true, ("variant", "paper"));

        Assert.Empty(results.Done);
    }

    [LinuxFact]
    public void FullDisk_IsToldAsItIsAndLeavesNoDrafts()
    {
        Open(("variant", "paper")).Dispose();
        File.Delete(folder["out", ResultsReader.FileName]);
        File.CreateSymbolicLink(folder["out", ResultsReader.FileName], "/dev/full");

        OutputException failure = Assert.Throws<OutputException>(() =>
        {
            using ResultsFolder results = Open(true, ("variant", "paper"));
            results.Append([new ResultRecord { Image = "a.jpg", Source = "a.jpg", Network = "vgg16" }]);
        });

        Assert.StartsWith($"{folder["out", ResultsReader.FileName]}: cannot be written (No space left on device", failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out", ".drafts"]));
    }

    private ResultsFolder Open(params (string Name, string Value)[] settings) => Open(false, settings);

    private ResultsFolder Open(bool resume, params (string Name, string Value)[] settings) =>
        ResultsFolder.Open(
            folder["out"], Plan, new RunSettings([.. settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))]), resume);
}
