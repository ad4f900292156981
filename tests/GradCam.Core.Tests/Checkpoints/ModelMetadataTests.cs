using System.Text.Json;
using GradCam.Checkpoints;

namespace GradCam.Core.Tests.Checkpoints;

public sealed class ModelMetadataTests
{
    [Fact]
    public void Metadata_OfASafetensorsFile_IsParsed()
    {
        using Checkpoint checkpoint = CheckpointReader.Read(Fixture.Path("plain.safetensors"));

        ModelMetadata metadata = ModelMetadata.Parse(checkpoint.Metadata);

        Assert.Equal("resnet50", metadata.Network);
        Assert.Equal(["cat", "dög"], metadata.ClassNames);
        Assert.Equal([0.5f, 0.25f, 0], metadata.Mean ?? []);
        Assert.Equal([1, 0.5f, 2], metadata.Std ?? []);
        Assert.Equal(64, metadata.InputSize);
        Assert.False(metadata.TransformInput);
    }

    [Fact]
    public void Metadata_ThatIsAbsent_IsNull() => Assert.Equal(new ModelMetadata(), ModelMetadata.Parse(new Dictionary<string, string> { ["format"] = "pt" }));

    [Fact]
    public void Dictionary_MadeOfMetadata_ParsesToTheSame()
    {
        ModelMetadata metadata = new() { Network = "vgg16", ClassNames = ["a\n\"b\"", "ü"], Mean = [0.485f, 0.456f, 0.406f], Std = [0.1f, 1e-3f, 3], InputSize = 4096, TransformInput = true };

        ModelMetadata again = ModelMetadata.Parse(metadata.ToDictionary());

        Assert.Equal(metadata with { ClassNames = null, Mean = null, Std = null }, again with { ClassNames = null, Mean = null, Std = null });
        Assert.Equal(metadata.ClassNames, again.ClassNames);
        Assert.Equal(metadata.Mean, again.Mean);
        Assert.Equal(metadata.Std, again.Std);
    }

    [Theory]
    [InlineData("input_size", "1000000000")]
    [InlineData("input_size", "0")]
    [InlineData("input_size", "-5")]
    [InlineData("input_size", "4097")]
    [InlineData("input_size", "99999999999999999999")]
    [InlineData("input_size", "2e2")]
    [InlineData("std", "[1,0,1]")]
    [InlineData("std", "[1,-1,1]")]
    [InlineData("std", "[1,NaN,1]")]
    [InlineData("std", "[1,1e-45,1]")]
    [InlineData("std", "[1,1e400,1]")]
    [InlineData("std", "[1,1]")]
    [InlineData("std", "[1,1,1,1]")]
    [InlineData("std", "[1,1,1] x")]
    [InlineData("std", "[1,\"1\",1]")]
    [InlineData("std", "1")]
    [InlineData("mean", "[1e39,0,0]")]
    [InlineData("mean", "")]
    [InlineData("mean", "[0,0,0")]
    [InlineData("class_names", "[]")]
    [InlineData("class_names", "[1]")]
    [InlineData("class_names", "[[[[[\"a\"]]]]]")]
    [InlineData("class_names", "{\"0\":\"a\"}")]
    [InlineData("transform_input", "yes")]
    [InlineData("network", "")]
    public void Value_ThatIsHostile_IsRefusedByItsKey(string key, string value)
    {
        CheckpointException failure = Assert.Throws<CheckpointException>(() => ModelMetadata.Parse(new Dictionary<string, string> { [key] = value }));

        Assert.Contains($"metadata {key} is '{value}'", failure.Message);
    }

    [Fact]
    public void Labels_TooManyOrTooLong_AreRefused()
    {
        string many = JsonSerializer.Serialize(Enumerable.Repeat("a", 1_000_000));
        string wide = JsonSerializer.Serialize(new[] { new string('a', 1001) });

        Assert.All([many, wide], value =>
            Assert.Throws<CheckpointException>(() => ModelMetadata.Parse(new Dictionary<string, string> { ["class_names"] = value })));
    }
}
