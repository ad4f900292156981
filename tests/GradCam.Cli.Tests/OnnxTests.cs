using GradCam.Core.Tests.Onnx;
using static TorchSharp.torch;

namespace GradCam.Cli.Tests;

/// <summary>The program on ONNX models.</summary>
public sealed class OnnxTests : IDisposable
{
    private readonly Workplace place = new();

    private string Model => new TinyModel().Write(place.Folder, "pets.v2");

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData("--weight-path")]
    [InlineData("--model")]
    public void Call_WithAModel_WritesFilesUnderItsName(string option)
    {
        CallResult result = Workplace.Call("--image-path", place.Picture(), option, Model, "--only", "cam", "--output-dir", place.Results);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Contains("network: pets.v2 (4 classes)", result.OutputLines);
        Assert.Contains("input: mean 0.485,0.456,0.406 and deviation 0.229,0.224,0.225, ImageNet's: the model says none (--mean and --std give others)", result.OutputLines);
        Assert.Equal(["disc-pets.v2-cam.jpg"], place.ResultNames());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Call_WithAModelThatSaysNoNormalisation_SaysSoUnlessOneIsGiven(bool isGiven)
    {
        string[] given = isGiven ? ["--mean", "0.5,0.5,0.5", "--std", "0.5,0.5,0.5"] : [];
        CallResult result = place.Explain(Model, ["--only", "cam", "--json", .. given]);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(!isGiven, result.OutputLines.Any(line => line.StartsWith("input: ", StringComparison.Ordinal)));
        string json = File.ReadAllText(Path.Combine(place.Results, Assert.Single(place.ResultNames(), name => name.EndsWith(".json", StringComparison.Ordinal))));
        Assert.Equal(!isGiven, json.Contains("\"assumes_normalisation\": true", StringComparison.Ordinal));
    }

    [Fact]
    public void Call_WithAModelAndANetwork_IsRefused()
    {
        place.Explain(Model, "--network", "resnet50").AssertFailed(2, "ONNX model", "resnet50");
        place.AssertNothingWritten();
    }

    [Fact]
    public void Call_WithADamagedModel_IsRefused()
    {
        string path = place.File("cut.onnx", new TinyModel().ToBytes()[..^200]);
        place.Explain(path).AssertFailed(1, "cut.onnx");
        place.AssertNothingWritten();
    }

    [Fact]
    public void Layers_OfAModel_MarkTheDefault()
    {
        CallResult result = Workplace.Call("layers", "--model", Model);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        string line = Assert.Single(result.OutputLines, line => line.EndsWith("default, whole map", StringComparison.Ordinal));
        Assert.Equal([TinyModel.DefaultLayer, "Relu", "[5,4,4]", "default, whole map"], line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains(result.OutputLines, said => said.StartsWith($"The default layer of pets.v2 is {TinyModel.DefaultLayer}: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Batch_OfTwoModels_WritesBothAndAPage()
    {
        string other = new TinyModel { Batch = 1 }.Write(place.Folder, "other");
        string[] call = ["batch", "--images", place.Picture(), place.Picture("second.png"), "--weight-path", Model, other, "--output-dir", place.Results, "--only", "cam", "--class-id", "top2"];
        CallResult result = Workplace.Call(call);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(8, File.ReadLines(Path.Combine(place.Results, "results.jsonl")).Count());
        Assert.Contains("pets.v2", File.ReadAllText(Path.Combine(place.Results, "report.html")), StringComparison.Ordinal);
        Assert.Equal(0, Workplace.Call([.. call, "--resume"]).ExitCode);
        Assert.Equal(0, Workplace.Call("report", place.Results).ExitCode);
    }

    [Fact]
    public void Batch_ResumedWithOtherWeightsBesideTheModel_IsRefused()
    {
        string model = place.File("far.onnx", new TinyModel { Tensors = [TinyModel.FarTensor("far.weight", [4, 5], "far.bin", 0, 80)], LinearWeight = "far.weight" }.ToBytes());
        string data = place.File("far.bin", new byte[80]);
        string[] call = ["batch", "--images", place.Picture(), "--weight-path", model, "--output-dir", place.Results, "--only", "cam", "--class-id", "0"];
        Assert.Equal(0, Workplace.Call(call).ExitCode);
        Assert.Equal(0, Workplace.Call([.. call, "--resume"]).ExitCode);

        File.WriteAllBytes(data, [.. Enumerable.Repeat<byte>(0x3D, 80)]);

        Workplace.Call([.. call, "--resume"]).AssertFailed(2, "weights of far was sha256");
    }

    [Fact]
    public void Evaluate_OfAModel_MeasuresAllButWhatItsGraphCannotTell()
    {
        CallResult result = Workplace.Call(
            "evaluate", "--images", place.Picture(), "--weight-path", Model, "--output-dir", place.Results, "--method", "gradcam,randomcam",
            "--metric", "averagedrop,insertion:steps=4,randomisation,randomlogit,maxsensitivity:draws=2");

        Assert.Equal(0, result.ExitCode);
        string[] lines = File.ReadAllLines(Path.Combine(place.Results, "metrics.csv"));
        Assert.Equal(1 + (2 * 9), lines.Length);
        Assert.All(lines.Skip(1), line => Assert.Equal(line.Contains(",randomisation", StringComparison.Ordinal), line.EndsWith(',')));
    }

    [Fact]
    public void Evaluate_ThatChoseAModel_WritesOptionsThatExplainWithIt()
    {
        CallResult chosen = Workplace.Call(
            "evaluate", "--images", place.Picture(), "--model", Model, "--output-dir", place.Results, "--method", "gradcam", "--metric", "gini", "--choose", "gini");
        string options = Assert.Single(chosen.OutputLines, line => line.StartsWith("to use it: ", StringComparison.Ordinal))["to use it: ".Length..];

        CallResult result = Workplace.Call(["--image-path", place.Picture(), "--output-dir", Path.Combine(place.Folder, "explained"), .. options.Split(' ')]);

        Assert.Equal((0, string.Empty), (result.ExitCode, result.Error));
        Assert.Contains("network: pets.v2 (4 classes)", result.OutputLines);
        Assert.Contains(result.OutputLines, line => line.Contains(TinyModel.DefaultLayer, StringComparison.Ordinal));
    }

    [Fact]
    public void Call_WithAModelAndCheck_SaysWhatItFound() =>
        Assert.Equal(0, place.Explain(Model, "--only", "cam", "--check").ExitCode);

    [Fact]
    public void Shard_OfAPlanWithAModel_ExplainsWithItOnTheCallsThreads()
    {
        string[] options = ["--images", place.Picture(), "--weight-path", Model, "--output-dir", place.Results, "--only", "cam", "--threads", "1"];
        Assert.Equal(0, Workplace.Call(["plan", .. options]).ExitCode);
        set_num_threads(2);

        CallResult result = Workplace.Call(["batch", .. options, "--shard", "0/1"]);

        Assert.Equal((0, 1), (result.ExitCode, get_num_threads()));
        Assert.Contains("the pictures are those of the plan that the folder holds", result.OutputLines);
        Assert.Contains("disc-pets.v2-cam.jpg", place.ResultNames());
    }

    [Fact]
    public void Batch_OfAModelAndANetwork_IsRefused() =>
        Workplace.Call("batch", "--images", place.Picture(), "--weight-path", Model, "--network", "resnet50", "--output-dir", place.Results).AssertFailed(2, "ONNX model", "resnet50");

    [Fact]
    public void Batch_OfAListThatNamesAModel_ExplainsWithIt()
    {
        string list = Path.Combine(place.Folder, "list.csv");
        File.WriteAllText(list, $"image,weight_path\n{place.Picture()},{Model}\n");
        Assert.Equal(0, Workplace.Call("batch", "--manifest", list, "--output-dir", place.Results, "--only", "cam").ExitCode);
        Assert.Contains("disc-pets.v2-cam.jpg", place.ResultNames());
    }
}
