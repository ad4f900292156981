using System.Text;
using GradCam.Checkpoints;
using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Checkpoints;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-writer").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void File_OfOneTensor_HasTheBytesOfTheFormat()
    {
        using Tensor tensor = torch.tensor(new float[] { 1, -2 });
        string path = Path.Combine(folder, "one.safetensors");

        SafetensorsWriter.Write(path, new Dictionary<string, Tensor> { ["w"] = tensor }, new Dictionary<string, string> { ["k"] = "v" });

        string json = "{\"__metadata__\":{\"k\":\"v\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        json = json.PadRight(((8 + json.Length + 63) / 64 * 64) - 8);
        byte[] expected = [.. BitConverter.GetBytes((ulong)json.Length), .. Encoding.ASCII.GetBytes(json), .. BitConverter.GetBytes(1f), .. BitConverter.GetBytes(-2f)];
        Assert.Equal(expected, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(folder));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void File_WrittenFromAnyOrder_ReadsBackAndIsTheSame(bool half)
    {
        using Checkpoint original = CheckpointReader.Read(Fixture.Path("views-zip.pth"));
        using Tensor count = torch.tensor(7L);
        Dictionary<string, Tensor> tensors = new(original.Tensors) { ["count"] = count };
        (string first, string second) = (Path.Combine(folder, "1.safetensors"), Path.Combine(folder, "2.safetensors"));

        SafetensorsWriter.Write(first, tensors, half: half);
        SafetensorsWriter.Write(second, tensors.Reverse().ToDictionary(), half: half);

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        using Checkpoint copy = CheckpointReader.Read(first);
        Assert.Equal(tensors.Keys.Order(StringComparer.Ordinal), copy.Tensors.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, Tensor tensor) in tensors)
        {
            // The fixture's numbers are held exactly by float16 too.
            Assert.Equal(tensor.shape, copy.Tensors[name].shape);
            Assert.True(Same(tensor, copy.Tensors[name]), name);
        }
    }

    [Fact]
    public void Tensor_OfAnotherType_IsRefusedAndNothingIsWritten()
    {
        using Tensor tensor = torch.zeros(2, ScalarType.Float64);

        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(Path.Combine(folder, "x"), new Dictionary<string, Tensor> { ["w"] = tensor }));

        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public void Folder_ThatDoesNotExist_IsNamed()
    {
        using Tensor tensor = torch.zeros(2);
        string path = Path.Combine(folder, "none", "x.safetensors");

        string message = Assert.Throws<OutputException>(() => SafetensorsWriter.Write(path, new Dictionary<string, Tensor> { ["w"] = tensor })).Message;

        Assert.Contains(path, message);
    }

    [Theory]
    [InlineData("trained-legacy.pth")]
    [InlineData("plain.safetensors")]
    public void Checkpoint_Converted_HasTheSameBitsAndMetadata(string name)
    {
        string target = Path.Combine(folder, "converted.safetensors");

        CheckpointConverter.Convert(Fixture.Path(name), target);

        using Checkpoint original = CheckpointReader.Read(Fixture.Path(name));
        using Checkpoint copy = CheckpointReader.Read(target);
        Assert.Equal(original.Tensors.Keys.Order(StringComparer.Ordinal), copy.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.All(original.Tensors, entry => Assert.True(Same(entry.Value, copy.Tensors[entry.Key]), entry.Key));
        Assert.Equal(original.Metadata.GetValueOrDefault("author"), copy.Metadata.GetValueOrDefault("author"));
    }

    private static bool Same(Tensor a, Tensor b)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        return a.dtype == b.dtype && a.shape.SequenceEqual(b.shape) && a.ne(b).sum().item<long>() == 0;
    }
}
