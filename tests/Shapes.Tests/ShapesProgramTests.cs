using Shapes.Drawing;

namespace Shapes.Tests;

public sealed class ShapesProgramTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("shapes-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Draw_TwoScenes_WritesEachWithAMaskForEachObject()
    {
        (int code, _, _) = Run("draw", "--scenes", "2", "--seed", "4", "--output-dir", folder);
        Assert.Equal(0, code);
        int objects = Enumerable.Range(0, 2).Sum(i => SceneDrawer.Draw(SceneRecipe.Full, 4, i).Objects.Count);
        Assert.Equal(2 + objects, Directory.GetFiles(folder, "*.png").Length);
    }

    [Fact]
    public void Measure_MissingWeights_FailsInOneLineThatNamesTheFile()
    {
        string path = Path.Combine(folder, "none.safetensors");
        (int code, _, string error) = Run("measure", "--weight-path", path);
        Assert.Equal(1, code);
        Assert.Contains(path, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Draw_NoScenes_IsAWrongCall()
    {
        (int code, _, string error) = Run("draw", "--scenes", "0", "--output-dir", folder);
        Assert.Equal(2, code);
        Assert.Contains("--scenes 0 is too small", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("checks")]
    [InlineData("compare")]
    public void Method_ThatGivesSeveralMaps_IsAWrongCall(string command)
    {
        (int code, _, string error) = Run(command, "--weight-path", Path.Combine(folder, "none.safetensors"), "--method", "gradcam,factorisation");
        Assert.Equal(2, code);
        Assert.Equal("shapes: method 'factorisation' gives several maps, so that there is none to measure", error.TrimEnd());
    }

    [Fact]
    public void Compare_WithTheNumbersOfOtherScenes_IsAWrongCall_AndOfTheSameGoesOn()
    {
        string[] call = ["compare", "--weight-path", Repository.WeightsOf("shufflenet_v2"), "--method", "gradcam,finercam:gamma=0.3", "--output-dir", folder, "--scenes"];
        string file = Path.Combine(folder, "shufflenet_v2.csv");
        Assert.Equal(0, Run([.. call, "1"]).Code);
        string[] one = File.ReadAllLines(file);

        (int code, _, string error) = Run([.. call, "2", "--seed", "7"]);
        Assert.Equal(2, code);
        Assert.Contains("holds the numbers of other weights, scenes or maps", error, StringComparison.Ordinal);
        Assert.Equal(one, File.ReadAllLines(file));

        Assert.Equal(0, Run([.. call, "2"]).Code);
        Assert.Equal(one, File.ReadAllLines(file)[..one.Length]);
        Assert.Equal(5, File.ReadAllLines(file).Length);
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = ShapesProgram.Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
