using GradCam.Fuzz;
using GradCam.Sources;

namespace GradCam.Core.Tests.Networks;

/// <summary>Models that would read what is not theirs, or take far more time or memory than they have bytes.</summary>
public sealed class OnnxHostileModelTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-onnx-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("ext.bin")]
    [InlineData("./ext.bin")]
    [InlineData("sub/ext.bin")]
    public void ExternalData_BesideTheModel_IsRead(string location)
    {
        string model = Write(location);
        Directory.CreateDirectory(Path.Combine(folder, "model", "sub"));
        File.Copy(OnnxFigures.Path("ext.bin"), Path.Combine(folder, "model", location));

        using Network network = NetworkSources.Open(model, new LoadOptions());

        Assert.Equal("relu", network.DefaultLayer);
    }

    [LinuxFact]
    public void ExternalData_OutsideTheFolder_IsNotRead()
    {
        string outside = Path.Combine(folder, "outside.bin");
        File.Copy(OnnxFigures.Path("ext.bin"), outside);
        Write("none");
        File.CreateSymbolicLink(Path.Combine(folder, "model", "link.bin"), outside);
        File.CreateSymbolicLink(Path.Combine(folder, "model", "up"), "..");
        foreach (string location in (string[])["../outside.bin", "sub/../../outside.bin", "..\\outside.bin", outside, "link.bin", "up/outside.bin", "/proc/self/mem", "", "\0"])
        {
            CheckpointException failure = Assert.Throws<CheckpointException>(() => NetworkSources.Open(Write(location), new LoadOptions()).Dispose());

            Assert.Contains("which is no path within the model's folder: nothing outside it is read", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ExternalData_ThatIsTooShort_IsRefusedWithBothLengths()
    {
        string model = Write("ext.bin");
        File.WriteAllBytes(Path.Combine(folder, "model", "ext.bin"), File.ReadAllBytes(OnnxFigures.Path("ext.bin"))[..500]);

        CheckpointException failure = Assert.Throws<CheckpointException>(() => NetworkSources.Open(model, new LoadOptions()).Dispose());

        Assert.Contains("tensor 'head' is said to have 80 bytes from byte 432 on of a file of 500", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExternalData_ThatIsMissing_IsRefusedByItsPath()
    {
        CheckpointException failure = Assert.Throws<CheckpointException>(() => NetworkSources.Open(Write("ext.bin"), new LoadOptions()).Dispose());

        Assert.EndsWith("ext.bin' does not exist", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_InACircleBehindTheOutput_AreRefused() =>
        Assert.Throws<CheckpointException>(() => Open(OnnxWriter.Node("Identity", ["b"], ["y"]), OnnxWriter.Node("Identity", ["y"], ["b"])));

    [Fact]
    public void Scope_OfThousandsOfParts_TakesNoMoreThanItsLengthMakesLikely()
    {
        string scope = string.Concat(Enumerable.Repeat("/a", 20_000));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Open(OnnxWriter.Node("Relu", ["x"], [scope]), OnnxWriter.Node("GlobalAveragePool", [scope], ["p"]), OnnxWriter.Node("Relu", ["p"], ["y"]));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Fact]
    public void Values_ThatWouldFillAnyMemoryTogether_AreRefusedBeforeOneIsComputed()
    {
        // Each is of 5e7 elements, 200 MB; all of them are 360 GB.
        List<OnnxWriter> nodes = [OnnxWriter.Node("Concat", [.. Enumerable.Repeat("x", 1024)], ["v0"], [new("axis", 1L)])];
        nodes.AddRange(Enumerable.Range(0, 1800).Select(i => OnnxWriter.Node("Neg", [$"v{i}"], [$"v{i + 1}"])));
        nodes.Add(OnnxWriter.Node("GlobalAveragePool", ["v1800"], ["p"]));
        nodes.Add(OnnxWriter.Node("Flatten", ["p"], ["y"]));

        CheckpointException failure = Assert.Throws<CheckpointException>(() => Open([.. nodes], size: 128));

        Assert.Contains("for one picture its values have", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_OfThousandsOfSizes_IsRefusedInAShortMessage()
    {
        CheckpointException failure = Assert.Throws<CheckpointException>(() => Open([OnnxWriter.Node("Relu", ["x"], ["y"])], sizes: [.. Enumerable.Repeat(3L, 3000)]));

        Assert.InRange(failure.Message.Length, 0, 500);
    }

    /// <summary>The model of the fixtures, whose weights lie in another file.</summary>
    private string Write(string location)
    {
        Directory.CreateDirectory(Path.Combine(folder, "model"));
        string path = Path.Combine(folder, "model", "ext.onnx");
        File.WriteAllBytes(path, WireField.Write(WireField.Parse(File.ReadAllBytes(OnnxFigures.Path("ext.onnx"))).Select(field => field.ReplaceText("location", location))));
        return path;
    }

    private void Open(params OnnxWriter[] nodes) => Open(nodes, OnnxFigures.Size);

    private void Open(OnnxWriter[] nodes, long size = OnnxFigures.Size, long[]? sizes = null)
    {
        string path = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(path, OnnxWriter.Model(13, nodes, [OnnxWriter.Value("x", OnnxValue.Float, sizes ?? [-1, 3, size, size])], [OnnxWriter.Value("y", OnnxValue.Float, -1, 3)], []));
        NetworkSources.Open(path, new LoadOptions()).Dispose();
    }
}
