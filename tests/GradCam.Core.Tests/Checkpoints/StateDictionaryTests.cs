using System.Text;
using GradCam.Checkpoints;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Checkpoints;

public sealed class StateDictionaryTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData("module.")]
    [InlineData("model.")]
    [InlineData("model.module.")]
    [InlineData("module.model.")]
    public void Names_WithAPrefixBeforeEachOfThem_LoseIt(string prefix) =>
        Assert.Equal(["0.bias", "0.weight"], NamesAfter($"{prefix}0.weight", $"{prefix}0.bias"));

    [Fact]
    public void Names_WithAPrefixBeforeSomeOfThem_KeepIt() =>
        Assert.Equal(["head.bias", "model.weight"], NamesAfter("model.weight", "head.bias"));

    [Theory]
    [InlineData("BOOL", "bool", 1)]
    [InlineData("I8", "int8", 1)]
    [InlineData("U8", "uint8", 1)]
    [InlineData("F16", "float16", 2)]
    public void Tensor_ThatDoesNotFit_IsCalledByTheTypeThatItsFileHas(string type, string name, int bytes)
    {
        Write($"{{\"weight\":{{\"dtype\":\"{type}\",\"shape\":[3],\"data_offsets\":[0,{3 * bytes}]}}}}", 3 * bytes);
        using Checkpoint checkpoint = CheckpointReader.Read(path);
        using nn.Module module = nn.Linear(2, 1, hasBias: false);

        string message = Assert.Throws<CheckpointException>(() => ModuleWeights.Load(module, checkpoint.Tensors, "a.safetensors")).Message;

        Assert.Contains($"weight is {name} [3], not float32 [1,2]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Header_BeyondTheLimit_NamesTheLimit()
    {
        const int Longest = 16_777_216;
        using (FileStream file = File.Create(path))
        {
            file.Write(BitConverter.GetBytes((ulong)Longest + 1));
            file.Write("{"u8);
            file.SetLength(Longest + 100);
        }

        Assert.Contains(
            $"its safetensors header is {Longest + 1} bytes long, and at most {Longest} are read",
            Assert.Throws<CheckpointException>(() => CheckpointReader.Read(path)).Message,
            StringComparison.Ordinal);
    }

    private string[] NamesAfter(params string[] names)
    {
        IEnumerable<string> entries = names.Select((name, i) => $"\"{name}\":{{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[{4 * i},{4 * (i + 1)}]}}");
        Write($"{{{string.Join(',', entries)}}}", 4 * names.Length);
        using Checkpoint checkpoint = CheckpointReader.Read(path);
        return [.. checkpoint.Tensors.Keys.Order(StringComparer.Ordinal)];
    }

    private void Write(string json, int bytes) =>
        File.WriteAllBytes(path, [.. BitConverter.GetBytes((ulong)json.Length), .. Encoding.ASCII.GetBytes(json), .. new byte[bytes]]);
}
