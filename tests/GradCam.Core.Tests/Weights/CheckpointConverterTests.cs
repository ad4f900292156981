using System.Runtime.InteropServices;
using GradCam.Checkpoints;
using GradCam.Core.Tests.Checkpoints;
using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Weights;

public sealed class CheckpointConverterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gradcam-convert-").FullName;

    private string Output => Path.Combine(_folder, "converted.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("plain-legacy.pth")]
    [InlineData("plain-zip.pth")]
    [InlineData("views-zip.pth")]
    [InlineData("types-legacy.pth")]
    [InlineData("trained-zip.pth")]
    [InlineData("plain.safetensors")]
    public void Convert_EveryFormat_KeepsNamesShapesAndBits(string name)
    {
        Assert.Null(CheckpointConverter.Convert(Fixture.Path(name), Output));

        using Checkpoint before = CheckpointReader.Read(Fixture.Path(name));
        using Checkpoint after = CheckpointReader.Read(Output);
        Assert.Equal(CheckpointFormat.Safetensors, after.Format);
        Assert.Equal(before.Tensors.Keys.Order(StringComparer.Ordinal), after.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.All(before.Tensors, entry =>
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor converted = after.Tensors[entry.Key];
            Assert.Equal((entry.Value.dtype, string.Join(',', entry.Value.shape)), (converted.dtype, string.Join(',', converted.shape)));
            Assert.Equal(entry.Value.contiguous().bytes.ToArray(), converted.contiguous().bytes.ToArray());
        });
        Assert.Equal(before.Metadata, after.Metadata);
    }

    [Fact]
    public void Convert_Half_RoundsEachNumberToFloat16()
    {
        using (NewDisposeScope())
        {
            SafetensorsWriter.Write(Path.Combine(_folder, "in.safetensors"), new Dictionary<string, Tensor> { ["weight"] = tensor(new[] { 1f, 0.1f, -3.14159f }) });
        }

        CheckpointConverter.Convert(Path.Combine(_folder, "in.safetensors"), Output, half: true);

        using Checkpoint after = CheckpointReader.Read(Output);
        Assert.Equal([(float)(Half)1f, (float)(Half)0.1f, (float)(Half)(-3.14159f)], after.Tensors["weight"].data<float>().ToArray());
    }

    [Theory]
    [InlineData(65536f)]
    [InlineData(-1e9f)]
    public void Convert_HalfOfANumberThatFloat16CannotHold_NamesTheTensorAndWritesNothing(float number)
    {
        string input = Path.Combine(_folder, "in.safetensors");
        using (NewDisposeScope())
        {
            SafetensorsWriter.Write(input, new Dictionary<string, Tensor> { ["fine"] = ones(2), ["layer.weight"] = tensor(new[] { 1f, number }) });
        }

        UsageException failure = Assert.Throws<UsageException>(() => CheckpointConverter.Convert(input, Output, half: true));

        Assert.Contains("layer.weight", failure.Message, StringComparison.Ordinal);
        Assert.Equal([input], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Convert_HalfOfFloat16sLargestAndOfInfinity_KeepsThem()
    {
        string input = Path.Combine(_folder, "in.safetensors");
        using (NewDisposeScope())
        {
            SafetensorsWriter.Write(input, new Dictionary<string, Tensor> { ["weight"] = tensor(new[] { 65504f, float.NegativeInfinity }) });
        }

        CheckpointConverter.Convert(input, Output, half: true);

        using Checkpoint after = CheckpointReader.Read(Output);
        Assert.Equal([65504f, float.NegativeInfinity], after.Tensors["weight"].data<float>().ToArray());
    }

    [Fact]
    public void Write_SizesThatAreMultiplesOf64Bytes_BeginAtSuchAPlace()
    {
        string input = Path.Combine(_folder, "in.safetensors");
        using (NewDisposeScope())
        {
            Dictionary<string, Tensor> tensors = new() { ["a"] = ones(3), ["b"] = ones(16) * 2, ["c"] = ones([], ScalarType.Int64), ["d"] = ones(32) * 4 };
            SafetensorsWriter.Write(input, tensors);
        }

        byte[] bytes = File.ReadAllBytes(input);
        Assert.All(
            new (float Value, int Count)[] { (2, 16), (4, 32) },
            run => Assert.Equal(0, bytes.AsSpan().IndexOf(MemoryMarshal.AsBytes<float>(Enumerable.Repeat(run.Value, run.Count).ToArray())) % 64));
    }

    [Fact]
    public void Convert_ToAnotherEnding_IsAWrongCall()
    {
        UsageException failure = Assert.Throws<UsageException>(
            () => CheckpointConverter.Convert(Fixture.Path("plain-zip.pth"), Path.Combine(_folder, "out.pth")));

        Assert.Contains("does not end in .safetensors", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Convert_OntoItself_IsAWrongCall()
    {
        File.Copy(Fixture.Path("plain.safetensors"), Output);

        Assert.Throws<UsageException>(() => CheckpointConverter.Convert(Output, Path.Combine(_folder, ".", "converted.safetensors")));
    }

    [Fact]
    public void Convert_WhatIsNoCheckpoint_WritesNothing()
    {
        Assert.Throws<CheckpointException>(() => CheckpointConverter.Convert(Fixture.Path("code-zip.pth"), Output));

        Assert.Empty(Directory.GetFiles(_folder));
    }
}
