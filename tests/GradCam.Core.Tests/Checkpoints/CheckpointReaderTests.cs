using GradCam.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Checkpoints;

public sealed class CheckpointReaderTests
{
    [Theory]
    [InlineData("plain-zip.pth", nameof(CheckpointFormat.Zip))]
    [InlineData("plain-legacy.pth", nameof(CheckpointFormat.Legacy))]
    [InlineData("protocol1-zip.pth", nameof(CheckpointFormat.Zip))]
    [InlineData("protocol1-legacy.pth", nameof(CheckpointFormat.Legacy))]
    [InlineData("protocol4-zip.pth", nameof(CheckpointFormat.Zip))]
    [InlineData("protocol4-legacy.pth", nameof(CheckpointFormat.Legacy))]
    [InlineData("protocol5-zip.pth", nameof(CheckpointFormat.Zip))]
    [InlineData("protocol5-legacy.pth", nameof(CheckpointFormat.Legacy))]
    [InlineData("nested-zip.pth", nameof(CheckpointFormat.Zip))]
    public void StateDictionary_OfEachFormatAndProtocol_HasItsNamesInOrderAndItsValues(string name, string format)
    {
        using Checkpoint checkpoint = CheckpointReader.Read(Fixture.Path(name));

        Assert.Equal(format, $"{checkpoint.Format}");
        Assert.Equal(["conv.weight", "conv.bias", "norm.num_batches_tracked"], checkpoint.Tensors.Keys);
        AssertTensor(checkpoint, "conv.weight", [2, 3, 2, 2], Fixture.Values(24));
        AssertTensor(checkpoint, "conv.bias", [5], Fixture.Values(5));
        Assert.Equal(7, checkpoint.Tensors["norm.num_batches_tracked"].item<long>());
        Assert.Empty(checkpoint.Metadata);
    }

    [Theory]
    [InlineData("views-zip.pth")]
    [InlineData("views-legacy.pth")]
    public void Views_OfSharedStorage_HaveTheirOwnShapesAndValues(string name)
    {
        using Checkpoint checkpoint = CheckpointReader.Read(Fixture.Path(name));

        float[] all = Fixture.Values(24);
        AssertTensor(checkpoint, "base", [4, 6], all);
        AssertTensor(checkpoint, "rows", [2, 6], all[6..18]);
        AssertTensor(checkpoint, "transposed", [6, 4], [.. from column in Enumerable.Range(0, 6) from row in Enumerable.Range(0, 4) select all[(6 * row) + column]]);
        AssertTensor(checkpoint, "every_other", [4, 3], [.. all.Where((_, i) => i % 2 == 0)]);
        AssertTensor(checkpoint, "expanded", [3, 4], [.. Fixture.Values(3).SelectMany(value => Enumerable.Repeat(value, 4))]);
        AssertTensor(checkpoint, "scalar", [], [2.5f]);
        AssertTensor(checkpoint, "empty", [0, 3], []);
        AssertTensor(checkpoint, "parameter", [3], Fixture.Values(3));
    }

    [Theory]
    [InlineData("types-zip.pth")]
    [InlineData("types-legacy.pth")]
    public void Types_OfEveryKind_BecomeFloat32OrInt64(string name)
    {
        using Checkpoint checkpoint = CheckpointReader.Read(Fixture.Path(name));

        foreach (string type in new[] { "float64", "float16", "bfloat16" })
        {
            AssertTensor(checkpoint, type, [9], Fixture.Values(9));
        }

        foreach (string type in new[] { "int64", "int32", "int16", "int8" })
        {
            Assert.Equal([-3, -2, -1, 0, 1, 2, 3, 4, 5], checkpoint.Tensors[type].data<long>().ToArray());
        }

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], checkpoint.Tensors["uint8"].data<long>().ToArray());
        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 1, 0], checkpoint.Tensors["bool"].data<long>().ToArray());
    }

    [Theory]
    [InlineData("trained-zip.pth")]
    [InlineData("trained-legacy.pth")]
    public void TrainingState_WithOptimizerAndParallelPrefix_GivesTheNetworkAlone(string name)
    {
        using Checkpoint checkpoint = CheckpointReader.Read(Fixture.Path(name));

        Assert.Equal(
            ["0.weight", "0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var", "1.num_batches_tracked"], checkpoint.Tensors.Keys);
        AssertTensor(checkpoint, "0.weight", [2, 1, 1, 1], Fixture.Values(2));
        AssertTensor(checkpoint, "1.bias", [2], Fixture.Values(2));
    }

    [Fact]
    public void Read_OfAnOldVisionTransformer_GivesTodaysNames()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid()}.safetensors");
        try
        {
            const string Layer = "encoder.layers.encoder_layer_0.mlp";
            using Tensor first = zeros(2), second = ones(3);
            SafetensorsWriter.Write(path, new Dictionary<string, Tensor> { [$"{Layer}.linear_1.bias"] = first, [$"{Layer}.linear_2.weight"] = second });
            using Checkpoint checkpoint = CheckpointReader.Read(path);
            Assert.Equal([$"{Layer}.0.bias", $"{Layer}.3.weight"], checkpoint.Tensors.Keys.Order());
            Assert.Equal([3], checkpoint.Tensors[$"{Layer}.3.weight"].shape);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void DensenetNames_OfTheOldKind_AreBroughtUpToDate()
    {
        using Checkpoint checkpoint = CheckpointReader.Read(Fixture.Path("densenet-zip.pth"));

        const string Layer = "features.denseblock1.denselayer1.";
        Assert.Equal([Layer + "norm1.weight", Layer + "norm1.running_mean", Layer + "conv2.weight", "features.norm0.weight"], checkpoint.Tensors.Keys);
    }

    [Fact]
    public void Safetensors_WithUnalignedTensorsAndMetadata_IsRead()
    {
        using Checkpoint checkpoint = CheckpointReader.Read(Fixture.Path("plain.safetensors"));

        Assert.Equal(CheckpointFormat.Safetensors, checkpoint.Format);
        Assert.Equal(["flag", "half", "brain", "double", "weight", "count", "none"], checkpoint.Tensors.Keys);
        AssertTensor(checkpoint, "half", [3, 3], Fixture.Values(9));
        AssertTensor(checkpoint, "brain", [9], Fixture.Values(9));
        AssertTensor(checkpoint, "double", [9], Fixture.Values(9));
        AssertTensor(checkpoint, "weight", [3, 3], Fixture.Values(9));
        AssertTensor(checkpoint, "none", [0, 3], []);
        Assert.Equal(1, checkpoint.Tensors["flag"].item<long>());
        Assert.Equal(7, checkpoint.Tensors["count"].item<long>());
        Assert.Equal("resnet50", checkpoint.Metadata["network"]);
        Assert.Equal("nobody", checkpoint.Metadata["author"]);
    }

    [Fact]
    public void Tensors_OfACheckpoint_OutliveTheCallersScopeAndDieWithTheCheckpoint()
    {
        Checkpoint checkpoint;
        using (torch.NewDisposeScope())
        {
            checkpoint = CheckpointReader.Read(Fixture.Path("types-legacy.pth"));
        }

        Assert.False(checkpoint.Tensors["float16"].IsInvalid);
        checkpoint.Dispose();
        Assert.True(checkpoint.Tensors.Values.All(tensor => tensor.IsInvalid));
    }

    [Fact]
    public void File_WhoseTensorsAreChangedInMemory_StaysAsItWas()
    {
        byte[] before = Fixture.Bytes("plain-zip.pth");
        using Checkpoint checkpoint = CheckpointReader.Read(Fixture.Path("plain-zip.pth"));

        checkpoint.Tensors["conv.weight"].zero_();

        Assert.Equal(before, Fixture.Bytes("plain-zip.pth"));
    }

    [Fact]
    public void Sha256_OfAReadFile_IsThatOfItsBytes()
    {
        using Checkpoint checkpoint = CheckpointReader.Read(Fixture.Path("plain-zip.pth"));

        string expected = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Fixture.Bytes("plain-zip.pth")));
        Assert.Equal(expected, checkpoint.Sha256());
    }

    private static void AssertTensor(Checkpoint checkpoint, string name, long[] shape, float[] values)
    {
        Tensor tensor = checkpoint.Tensors[name];
        Assert.Equal(ScalarType.Float32, tensor.dtype);
        Assert.Equal(shape, tensor.shape);
        using Tensor dense = tensor.contiguous();
        Assert.Equal(values, dense.numel() == 0 ? [] : dense.data<float>().ToArray());
    }
}
