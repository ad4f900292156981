using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using GradCam.Cli.Commands;
using GradCam.Imaging;
using GradCam.Runs;

namespace GradCam.Cli.Tests;

[Collection(SmallCheckpoints.Collection)]
public sealed class EvaluateTests(SmallCheckpoints checkpoints) : IDisposable
{
    private static readonly string[] Keys =
    [
        "averagedrop", "increase", "averagegain", "deletion", "insertion", "road", "pointing", "energy", "randomisation", "randomlogit", "maxsensitivity", "infidelity",
        "entropy", "gini", "coherency",
    ];

    private static readonly string[] Reports = ["curves.svg", "evaluation.html", "metrics.csv", "summary.md"];

    private static readonly (string Name, int Height)[] Sizes = [("a", 40), ("b", 50), ("c", 60)];

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Evaluate_OfThreePictures_WritesEveryValueTablesCurvesAndPage()
    {
        CallResult result = Evaluate("--metric", "insertion:steps=4,pointing,energy,entropy", "--truth", Masks(), "--method", "gradcam,randomcam,gradient");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("done: 3 of 3; 0 failed", result.OutputLines);
        Assert.All(Reports, file => Assert.Contains(file, place.ResultNames()));
        string[] lines = File.ReadAllLines(Path.Combine(place.Results, "metrics.csv"));
        Assert.Equal("image,network,layer,class_id,method,metric,value", lines[0]);
        Assert.Equal(3 * 3 * 4, lines.Length - 1);
        // A method without a layer has none in the table.
        Assert.All(lines.Where(line => line.Contains(",gradient,", StringComparison.Ordinal)), line => Assert.Matches("^[abc]\\.png,shufflenet_v2,,[012],", line));
        Assert.All(lines.Where(line => line.Contains(",gradcam,insertion,", StringComparison.Ordinal)), line =>
            Assert.InRange(double.Parse(line.Split(',')[^1], CultureInfo.InvariantCulture), 0, 1));
        Assert.Contains("### insertion: Insertion, higher is better", File.ReadAllText(Path.Combine(place.Results, "summary.md")), StringComparison.Ordinal);
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(place.Results, "curves.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_CutOffAndResumed_EndsWithTheSameBytes()
    {
        string[] call = ["--metric", "insertion:steps=3,road:levels=50,maxsensitivity:draws=2,infidelity:draws=3", "--method", "gradcam,randomcam"];
        Assert.Equal(0, Evaluate(call).ExitCode);
        Dictionary<string, byte[]> whole = Reports.ToDictionary(file => file, file => File.ReadAllBytes(Path.Combine(place.Results, file)));
        string results = Path.Combine(place.Results, ResultsReader.FileName);
        File.WriteAllBytes(results, File.ReadAllBytes(results)[..^30]);

        CallResult result = Evaluate([.. call, "--resume"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("done: 3 of 3, 2 of them by an earlier run; 0 failed", result.OutputLines);
        Assert.All(whole, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(place.Results, file.Key))));
    }

    [Fact]
    public void Evaluate_InShardsAndMerged_EndsWithTheSameBytes()
    {
        string[] call = ["--metric", "deletion:steps=3,gini", "--method", "gradcam,randomcam"];
        Assert.Equal(0, Evaluate(call).ExitCode);
        Dictionary<string, byte[]> whole = Reports.ToDictionary(file => file, file => File.ReadAllBytes(Path.Combine(place.Results, file)));
        Directory.Delete(place.Results, recursive: true);

        Assert.Equal(0, Evaluate([.. call, "--shard", "0/2"]).ExitCode);
        Assert.Equal(0, Evaluate([.. call, "--shard", "1/2"]).ExitCode);
        Assert.Equal(0, Workplace.Call("merge", place.Results).ExitCode);

        Assert.All(whole, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(place.Results, file.Key))));
    }

    [Fact]
    public void Evaluate_InShardsThatChoose_IsSummedUpByTheMergeAsTheCallAsks()
    {
        string[] call = ["--metric", "gini,entropy", "--method", "gradcam,noise:samples=2:gradcam,randomcam", "--choose", "gini", "--confidence", "0.9", "--resamples", "50"];
        CallResult plain = Evaluate(call);
        Dictionary<string, byte[]> whole = Reports.ToDictionary(file => file, file => File.ReadAllBytes(Path.Combine(place.Results, file)));
        Directory.Delete(place.Results, recursive: true);

        Assert.Equal(0, Evaluate([.. call, "--shard", "0/2"]).ExitCode);
        Assert.Equal(0, Evaluate([.. call, "--shard", "1/2"]).ExitCode);
        CallResult merged = Workplace.Call("merge", place.Results);

        Assert.Equal((0, ""), (merged.ExitCode, merged.Error));
        Assert.Contains("90 %", File.ReadAllText(Path.Combine(place.Results, "summary.md")), StringComparison.Ordinal);
        Assert.All(whole, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(place.Results, file.Key))));
        Assert.Equal(plain.OutputLines[^2..], merged.OutputLines[^2..]);
    }

    [Fact]
    public void Evaluate_InShardsThatAreSummedUpDifferently_TakesTheFirstsAndSaysSo()
    {
        string[] call = ["--metric", "gini", "--method", "gradcam,randomcam"];
        Assert.Equal(0, Evaluate([.. call, "--confidence", "0.9", "--shard", "0/2"]).ExitCode);
        Assert.Equal(0, Evaluate([.. call, "--choose", "gini", "--shard", "1/2"]).ExitCode);

        CallResult merged = Workplace.Call("merge", place.Results);

        Assert.Equal(0, merged.ExitCode);
        Assert.Contains("the shards were called with different --choose, --confidence, --resamples or --fail-on: those of shard 0/2 are taken", merged.Error, StringComparison.Ordinal);
        string summary = File.ReadAllText(Path.Combine(place.Results, "summary.md"));
        Assert.Contains("90 %", summary, StringComparison.Ordinal);
        Assert.DoesNotContain("is best by", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_WithChoose_NamesTheBestWithItsLeadAndTheOptions()
    {
        CallResult result = Evaluate("--choose", "gini", "--metric", "gini", "--method", "gradcam,noise:samples=2:gradcam", "--layer-name", "conv5.0,stage4");

        Assert.Equal(0, result.ExitCode);
        string sentence = Assert.Single(result.OutputLines, line => line.Contains(" is best by gini, ", StringComparison.Ordinal));
        Assert.Matches(" at (conv5\\.0|stage4) is best by gini, 0\\.\\d{4}; its lead over .* is 0\\.\\d{4}, interval ", sentence);
        string options = Assert.Single(result.OutputLines, line => line.StartsWith($"to use it: --network shufflenet_v2 --weight-path {checkpoints.Named} --layer-name ", StringComparison.Ordinal));
        Assert.Contains(sentence, File.ReadAllText(Path.Combine(place.Results, "summary.md")), StringComparison.Ordinal);
        Assert.Contains("--method", options, StringComparison.Ordinal);
        Assert.Contains($". To use it: `{options["to use it: ".Length..]}`", File.ReadAllText(Path.Combine(place.Results, "summary.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("conv5.0+stage4", "--layer-name", "conv5.0,stage4", "--fuse", "max", "--variant", "original")]
    [InlineData("conv5+conv5.0", "--layer-name", "whole,conv5.0", "--fuse", "mean", "--input-size", "96", "--fit", "pad", "--mean", "0.5,0.5,0.5")]
    [InlineData("stage4", "--layer-name", "stage4")]
    public void Evaluate_ThatChose_WritesOptionsThatExplainByTheSame(string layer, params string[] args)
    {
        CallResult chosen = Evaluate(["--choose", "gini", "--metric", "gini", "--method", "gradcam", .. args]);

        using JsonDocument json = Explained(chosen);
        Assert.Equal(layer.Split('+').Order(), json.RootElement.GetProperty("layer").GetString()!.Split('+').Order());
        Assert.Equal(["gradcam"], json.RootElement.GetProperty("methods").EnumerateArray().Select(method => method.GetString()));
        Assert.Equal(args.Contains("original") ? "original" : "paper", json.RootElement.GetProperty("variant").GetString());
        Assert.Equal(args.Contains("96") ? (96, "pad", 0.5f) : (64, "squash", 0.485f), (
            json.RootElement.GetProperty("input_size").GetInt32(), json.RootElement.GetProperty("fit").GetString(), json.RootElement.GetProperty("mean")[0].GetSingle()));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(checkpoints.Named))), json.RootElement.GetProperty("checkpoint_sha256").GetString());
    }

    [Theory]
    [InlineData("--layer-name a+b", "a+b", "--layer-name", "a+b,c")]
    [InlineData("--layer-name a+b", "a+b", "--layer-name", "a+b", "--fuse", "max")]
    [InlineData("--layer-name a+b,c --fuse max", "a+b+c", "--layer-name", "a+b,c", "--fuse", "max")]
    [InlineData("--layer-name b,c --fuse mean", "b+c", "--layer-name", "b,whole", "--fuse", "mean")]
    public void ChosenOptions_OfALayerWithAPlus_CutItNowhere(string expected, string layer, params string[] args)
    {
        var call = CallWords.Read(["evaluate", .. args], new Terminal(TextWriter.Null, TextWriter.Null));
        Assert.Equal($"--network vgg16 {expected} --method gradcam", ChosenOptions.Of("vgg16", layer, "gradcam", call));
    }

    [Theory]
    [InlineData("vgg16", "--network vgg16 --weight-path v.pth", "--weight-path", "vgg16=v.pth", "resnet50=r.pth")]
    [InlineData("resnet50", "--network resnet50 --weight-path r.pth", "--weight-path", "vgg16=v.pth", "resnet50=r.pth")]
    [InlineData("vgg16", "--network vgg16", "--network", "resnet50", "--weight-path", "r.pth")]
    [InlineData("vgg16", "--network vgg16", "--weights", "V1")]
    public void ChosenOptions_OfANetwork_NameItsOwnWeights(string network, string expected, params string[] args)
    {
        var call = CallWords.Read(["evaluate", .. args], new Terminal(TextWriter.Null, TextWriter.Null));
        string weights = args.Contains("--weights") ? " --weights V1" : "";
        Assert.Equal($"{expected} --method gradcam{weights}", ChosenOptions.Of(network, null, "gradcam", call));
    }

    [Fact]
    public void ChosenOptions_OfAListThatNamesTheWeights_NameThose()
    {
        string list = place.File("list.csv", "image,network,weight_path\na.png,vgg16,v.pth\nb.png,resnet50,\n"u8.ToArray());
        var call = CallWords.Read(["evaluate", "--manifest", list], new Terminal(TextWriter.Null, TextWriter.Null));
        Assert.Equal($"--network vgg16 --weight-path {Path.Combine(place.Folder, "v.pth")} --method gradcam", ChosenOptions.Of("vgg16", null, "gradcam", call));
        Assert.Equal("--network resnet50 --method gradcam", ChosenOptions.Of("resnet50", null, "gradcam", call));
    }

    [Fact]
    public void Evaluate_WithEveryMetric_GivesEachOfItsValues()
    {
        CallResult result = Evaluate("--metric", "all", "--truth", Masks(), "--method", "gradcam,gradient");

        Assert.Equal(0, result.ExitCode);
        string[] parts =
        [
            "averagedrop", "increase", "averagegain", "deletion", "insertion", "road", "road-morf", "road-lerf", "pointing", "energy", "randomisation", "randomisation-ssim",
            "randomisation-classifier", "randomisation-classifier-ssim", "randomlogit", "randomlogit-ssim", "maxsensitivity", "infidelity", "infidelity-plain",
            "infidelity-noise", "infidelity-noise-plain", "entropy", "gini", "coherency",
        ];
        ResultRecord line = ResultsReader.Read(place.Results)[0];
        Assert.Equal(parts, line.Metrics!["gradcam"].Keys);
        Assert.Equal(parts, line.Metrics["gradient"].Keys);
        // Noise is measured of an attribution of each colour alone.
        Assert.Null(line.Metrics["gradcam"]["infidelity-noise"]);
        Assert.NotNull(line.Metrics["gradient"]["infidelity-noise"]);
        Assert.Equal(["deletion", "insertion", "road-lerf", "road-morf"], line.Curves!["gradcam"].Keys.Order());
    }

    /// <summary>Masks of other names are no error, since a folder may hold some of many: but nothing is to be had of them in silence.</summary>
    [Fact]
    public void Evaluate_WithMasksOfOtherPictures_WarnsThatTheTruthIsMissing_AndChoosesNothing()
    {
        string masks = Masks();
        foreach (string mask in Directory.GetFiles(masks))
        {
            File.Move(mask, Path.Combine(masks, $"not-{Path.GetFileName(mask)}"));
        }

        CallResult result = Evaluate("--metric", "pointing,energy", "--truth", masks, "--choose", "pointing");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains($"{Sizes.Length} of {Sizes.Length} results have no object of their class in the truth, such as ", result.Error, StringComparison.Ordinal);
        Assert.Contains(": pointing and energy are undefined there", result.Error, StringComparison.Ordinal);
        Assert.Contains("no result has a value of pointing, so that nothing is chosen", result.Error, StringComparison.Ordinal);
        Assert.Contains("| 0 | " + Sizes.Length + " |", File.ReadAllText(Path.Combine(place.Results, "summary.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metric 'inserton' does not exist (", "--metric", "inserton")]
    [InlineData("steps=0 is out of range: give a whole number from 1 to 1000", "--metric", "insertion:steps=0")]
    [InlineData("levels=50+20 is out of range", "--metric", "road:levels=50+20")]
    [InlineData("metric gini is asked for twice", "--metric", "gini,gini")]
    [InlineData("metric pointing asks where the objects are", "--metric", "pointing")]
    [InlineData("'insertion' is not measured", "--metric", "gini", "--choose", "insertion")]
    [InlineData("--confidence 95: not a number above 0 and below 1", "--confidence", "95")]
    [InlineData("there is no such folder of masks or file of boxes", "--truth", "nowhere")]
    [InlineData("no method that gives a map of a class is named", "--method", "factorisation")]
    public void Evaluate_CalledWrongly_SaysSoAndWritesNothing(string says, params string[] args)
    {
        Evaluate(args).AssertFailed(2, says);
        place.AssertNothingWritten();
    }

    [Fact]
    public void Metrics_Listed_AreTheCatalogues()
    {
        CallResult result = Workplace.Call("metrics");
        Assert.Equal(0, result.ExitCode);
        Assert.All(Keys, key => Assert.Contains($"  {key}  ", result.Output, StringComparison.Ordinal));
    }

    /// <summary>What the options that an evaluation wrote explain.</summary>
    private JsonDocument Explained(CallResult chosen)
    {
        const string Start = "to use it: ";
        string options = Assert.Single(chosen.OutputLines, line => line.StartsWith(Start, StringComparison.Ordinal))[Start.Length..];
        string folder = Path.Combine(place.Folder, "explained");
        CallResult result = Workplace.Call(["--image-path", place.Picture(), "--output-dir", folder, "--threads", "1", "--json", .. options.Split(' ')]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return JsonDocument.Parse(File.ReadAllText(Assert.Single(Directory.GetFiles(folder, "*.json"))));
    }

    private string Masks()
    {
        string folder = Path.Combine(place.Folder, "masks");
        Directory.CreateDirectory(folder);
        foreach ((string name, int height) in Sizes)
        {
            byte[] pixels = [.. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, 60) from colour in Enumerable.Range(0, 3) select (byte)(x > 20 && x < 40 ? 255 : 0)];
            File.WriteAllBytes(Path.Combine(folder, $"{name}.png"), PictureEncoder.Png(new RgbImage(60, height, pixels)));
        }

        return folder;
    }

    private CallResult Evaluate(params string[] args)
    {
        Directory.CreateDirectory(Path.Combine(place.Folder, "in"));
        foreach ((string name, int height) in Sizes)
        {
            place.Picture(Path.Combine("in", $"{name}.png"), 60, height);
        }

        return Workplace.Call(
            ["evaluate", "--images", Path.Combine(place.Folder, "in"), "--weight-path", checkpoints.Named, "--output-dir", place.Results, "--threads", "1", "--batch", "2", .. args]);
    }
}
