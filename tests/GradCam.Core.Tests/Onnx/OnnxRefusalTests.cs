using GradCam.Core.Tests.Networks;

namespace GradCam.Core.Tests.Onnx;

/// <summary>ONNX models that are no classifiers of pictures, or are damaged, or lead somewhere else.</summary>
public sealed class OnnxRefusalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-onnx-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Inputs_OfWhichThereAreSeveral_AreRefusedByName() =>
        Refused(new TinyModel { Inputs = [OnnxWriter.Value("mask", OnnxValue.Float, 1, 8)] }, "2 inputs", "'mask'");

    [Fact]
    public void Input_OfWholeNumbers_IsRefused() => Refused(new TinyModel { Type = OnnxValue.Int64 }, "'input'", "int64");

    [Fact]
    public void Input_ThatIsATensorOfTheFileToo_IsNone()
    {
        string path = new TinyModel { Inputs = [OnnxWriter.Value("fc.bias", OnnxValue.Float, 4)] }.Write(folder);
        using var explainer = Explainer.Load(path);
        Assert.Equal(4, explainer.Facts.Classes);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(99)]
    public void Version_OfOperatorsThatAreNotKnown_IsRefused(int opset) => Refused(new TinyModel { Opset = opset }, $"version {opset}", "7 to ");

    [Fact]
    public void Operators_ThatAreNotSupported_AreAllNamed()
    {
        OnnxWriter first = OnnxWriter.Node("Loop", ["/fc/Gemm_output_0"], ["looped"], name: "turn");
        OnnxWriter second = OnnxWriter.Node("Fancy", ["looped"], ["dressed"], name: "dress", domain: "com.example");
        Refused(new TinyModel { More = [first, second], Output = "dressed" }, "Loop (node 'turn')", "com.example.Fancy (node 'dress')", "control flow");
    }

    [Fact]
    public void Value_ThatIsMadeTwice_IsRefused() =>
        Refused(new TinyModel { Tensors = [OnnxWriter.Tensor("fc.bias", OnnxValue.Formula(4))] }, "'fc.bias'", "twice");

    [Fact]
    public void Tensor_OfTooFewNumbers_IsRefused() =>
        Refused(new TinyModel { Tensors = [new OnnxWriter().Numbers(1, [4, 5]).Number(2, 1).Text(8, "short").Part(9, new byte[8])], LinearWeight = "short" }, "'short'", "8 bytes", "80");

    [Fact]
    public void Output_ThatDoesNotDependOnThePicture_IsRefused() => Refused(new TinyModel { More = [OnnxWriter.Node("Neg", ["fc.weight"], ["negative"])], Output = "negative" }, "does not depend");

    [Fact]
    public void Node_ThatTakesWhatNothingGives_IsRefused() => Refused(new TinyModel { LinearWeight = "nothing" }, "'/fc/Gemm'", "'nothing'");

    [Fact]
    public void Node_ThatCannotBeComputed_IsNamedWithItsInputs() =>
        Refused(new TinyModel { Tensors = [OnnxWriter.Tensor("wide", OnnxValue.Formula(4, 6))], LinearWeight = "wide" }, "'/fc/Gemm'", "[1,5], [4,6]");

    [Theory]
    [InlineData("../outside.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("sub/../../outside.bin")]
    [InlineData("link.bin")]
    [InlineData("")]
    public void Data_OutsideOfTheModelsFolder_IsNotRead(string location)
    {
        string inner = Directory.CreateDirectory(Path.Combine(folder, "model")).FullName;
        File.WriteAllBytes(Path.Combine(folder, "outside.bin"), new byte[80]);
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(Path.Combine(inner, "link.bin"), Path.Combine(folder, "outside.bin"));
        }

        string path = Path.Combine(inner, "external.onnx");
        File.WriteAllBytes(path, External(location, 0, 80));
        string message = Assert.Throws<CheckpointException>(() => Explainer.Load(path)).Message;
        Assert.True(message.Contains("nothing outside", StringComparison.Ordinal) || (OperatingSystem.IsWindows() && location == "link.bin"), message);
    }

    [Theory]
    [InlineData(0, 80, 79, "of a file of 79")]
    [InlineData(4, 80, 80, "from byte 4")]
    [InlineData(0, 76, 80, "76 bytes")]
    [InlineData(0, 80, 0, "empty")]
    public void Data_ThatIsTooShort_IsRefused(int offset, int length, int size, string expected)
    {
        File.WriteAllBytes(Path.Combine(folder, "data.bin"), new byte[size]);
        string path = Path.Combine(folder, "external.onnx");
        File.WriteAllBytes(path, External("data.bin", offset, length));
        Assert.Contains(expected, Assert.Throws<CheckpointException>(() => Explainer.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_BesideTheModel_IsReadAndPartOfItsHash()
    {
        byte[] data = OnnxValue.Formula("fc.weight".Length, [4, 5]).Raw();
        string other = Path.Combine(folder, "data.bin"), path = Path.Combine(folder, "external.onnx");
        File.WriteAllBytes(other, data);
        File.WriteAllBytes(path, External("data.bin", 0, data.Length));
        using var explainer = Explainer.Load(path);
        byte[] both = [.. File.ReadAllBytes(path), .. data];
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(both)), explainer.CheckpointSha256);
    }

    [Fact]
    public void Data_UnderManyNames_MakesNoMoreMemoryLikely()
    {
        const int Tensors = 13, Floats = 1 << 20;
        File.WriteAllBytes(Path.Combine(folder, "data.bin"), new byte[sizeof(float) * Floats]);
        OnnxWriter[] weights = [.. Enumerable.Range(0, Tensors).Select(i => TinyModel.FarTensor($"far{i}", [Floats], $"{string.Concat(Enumerable.Repeat("./", i))}data.bin", 0, sizeof(float) * Floats))];
        OnnxWriter sum = OnnxWriter.Node("Sum", [.. Enumerable.Range(0, Tensors).Select(i => $"far{i}"), "/fc/Gemm_output_0"], ["sum"]);
        var model = new TinyModel { Tensors = weights, More = [sum], Output = "sum" };

        // 13 times 4 MB where one file of 4 MB allows 16 MB and 32 MB: the last one is too much, and 13 files would allow it.
        Refused(model, "tensor 'far12'", "far more than");
    }

    [Fact]
    public void File_CutAnywhere_IsRefusedOrWhole()
    {
        byte[] whole = new TinyModel().ToBytes();
        string path = Path.Combine(folder, "cut.onnx");
        for (int length = 3; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<CheckpointException>(() => Explainer.Load(path));
        }
    }

    [Fact]
    public void File_WithAByteChanged_IsReadOrRefused()
    {
        byte[] whole = new TinyModel().ToBytes();
        string path = Path.Combine(folder, "changed.onnx");
        for (int i = 0; i < whole.Length; i += 5)
        {
            byte[] changed = [.. whole];
            changed[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(path, changed);
            try
            {
                Explainer.Load(path).Dispose();
            }
            catch (GradCamException)
            {
                continue;
            }
        }
    }

    private static byte[] External(string location, int offset, int length) =>
        new TinyModel { Tensors = [TinyModel.FarTensor("far.weight", [4, 5], location, offset, length)], LinearWeight = "far.weight" }.ToBytes();

    private void Refused(TinyModel model, params string[] words)
    {
        string message = Assert.Throws<CheckpointException>(() => Explainer.Load(model.Write(folder))).Message;
        Assert.All(words, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }
}
