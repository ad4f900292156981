using GradCam.Core.Tests.Reference;
using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

public sealed class ModuleWeightsTests : IDisposable
{
    private static readonly NetworkDefinition ShuffleNet = NetworkCatalog.Find("shufflenet_v2");

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Build_TakesTheClassCountAndEveryValue_AndOutlivesTheTensors()
    {
        Dictionary<string, Tensor> state = StateOf(ShuffleNet, classes: 7);
        var expected = state.ToDictionary(entry => entry.Key, entry => entry.Value.clone());
        using nn.Module<Tensor, Tensor> network = ModuleWeights.Build(ShuffleNet, state, "file.pth");
        foreach (Tensor tensor in state.Values)
        {
            tensor.Dispose();
        }

        Assert.False(network.training);
        Assert.Equal(7, ModuleTree.State(network).Single(entry => entry.Name == "fc.weight").Tensor.shape[0]);
        Assert.All(ModuleTree.State(network), entry => Assert.True(entry.Tensor.Equals(expected[entry.Name]), entry.Name));
        Assert.All(network.parameters(), parameter => Assert.False(parameter.requires_grad));
    }

    [Fact]
    public void Load_OfMappedTensors_OutlivesTheMapping()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. new float[] { 9, 9, 1, 2, 3 }.SelectMany(BitConverter.GetBytes)]);
            using var layer = nn.Sequential(("fc", nn.Linear(1, 2, device: META)), ("out", nn.Linear(2, 1, hasBias: false, device: META)));
            using (Tensor mapped = from_file(path, false, 5, ScalarType.Float32))
            using (Tensor weight = mapped.narrow(0, 2, 2).view(2, 1), bias = mapped.narrow(0, 0, 2), last = mapped.narrow(0, 3, 2).view(1, 2))
            {
                ModuleWeights.Load(layer, new Dictionary<string, Tensor> { ["fc.weight"] = weight, ["fc.bias"] = bias, ["out.weight"] = last }, path);
            }

            using Tensor x = ones(1, 1), y = layer.call(x);
            Assert.Equal(2 * (1 + 9) + 3 * (2 + 9), y.item<float>());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Load_WithoutBatchCounts_StartsThemAtZero()
    {
        Dictionary<string, Tensor> state = StateOf(ShuffleNet);
        foreach (string name in state.Keys.Where(name => name.EndsWith("num_batches_tracked", StringComparison.Ordinal)).ToArray())
        {
            state.Remove(name);
        }

        using nn.Module<Tensor, Tensor> network = ModuleWeights.Build(ShuffleNet, state, "file.pth");
        Tensor count = ModuleTree.State(network).Single(entry => entry.Name == "conv1.1.num_batches_tracked").Tensor;
        Assert.Equal(0, count.item<long>());
    }

    [Fact]
    public void Build_OfInception_IgnoresTheAuxiliaryHead()
    {
        NetworkDefinition inception = NetworkCatalog.Find("inception");
        Dictionary<string, Tensor> state = StateOf(inception, classes: 2);
        state["AuxLogits.fc.weight"] = zeros(2, 768);
        using nn.Module<Tensor, Tensor> network = ModuleWeights.Build(inception, state, "file.pth");
        Assert.DoesNotContain(ModuleTree.State(network), entry => entry.Name.StartsWith("AuxLogits", StringComparison.Ordinal));
    }

    [Fact]
    public void Build_OfAnotherNetworksState_CountsTheNamesAndSaysWhichItFits()
    {
        Dictionary<string, Tensor> state = StateOf(ShuffleNet, classes: 5);
        var resnet = TorchvisionNetwork.Of("resnet50").State.ToDictionary(entry => entry.Name);
        int missing = resnet.Keys.Count(name => !state.ContainsKey(name) && !name.EndsWith("num_batches_tracked", StringComparison.Ordinal));
        int unexpected = state.Keys.Count(name => !resnet.ContainsKey(name));
        var error = Assert.Throws<CheckpointException>(() => ModuleWeights.Build(NetworkCatalog.Find("resnet50"), state, "a.pth"));
        Assert.StartsWith("a.pth: does not fit resnet50", error.Message);
        Assert.Contains($"{missing} missing (conv1.weight; bn1.weight; bn1.bias; …)", error.Message);
        Assert.Contains($"{unexpected} unexpected (conv1.0.weight; conv1.1.bias; conv1.1.num_batches_tracked; …)", error.Message);
        Assert.Contains("1 misshapen (fc.weight is float32 [5,1024], not float32 [5,2048]", error.Message);
        Assert.EndsWith("it fits shufflenet_v2", error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Load_OfAStateThatFitsNothing_SaysSo_AndChangesNothing()
    {
        Dictionary<string, Tensor> state = StateOf(ShuffleNet);
        using nn.Module<Tensor, Tensor> network = ModuleWeights.Build(ShuffleNet, state, "file.pth");
        Dictionary<string, Tensor> other = StateOf(ShuffleNet, seed: 2);
        other["fc.bias"] = zeros(999);
        var error = Assert.Throws<CheckpointException>(() => ModuleWeights.Load(network, other, "b.pth", ShuffleNet));
        Assert.Contains("0 missing, 0 unexpected, 1 misshapen (fc.bias is float32 [999], not float32 [1000])", error.Message);
        Assert.Contains("it fits none", error.Message);
        Assert.All(ModuleTree.State(network), entry => Assert.True(entry.Tensor.Equals(state[entry.Name]), entry.Name));
    }

    [Fact]
    public void Initialise_WithTheSameSeed_GivesTheSameValues()
    {
        Dictionary<string, Tensor> first = StateOf(ShuffleNet, seed: 3), again = StateOf(ShuffleNet, seed: 3), other = StateOf(ShuffleNet, seed: 4);
        Assert.All(first, entry => Assert.True(entry.Value.Equals(again[entry.Key]), entry.Key));
        Assert.False(first["fc.weight"].Equals(other["fc.weight"]));
    }

    [Fact]
    public void Initialise_LeavesEveryParameterToBeTrained()
    {
        using nn.Module<Tensor, Tensor> network = ShuffleNet.Create(2);
        ModuleWeights.Initialise(network, ShuffleNet, seed: 1);
        Assert.All(network.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    // TorchSharp 0.107 counts a parameter twice when it is made and once when it ends. Whatever else were counted would be a leak of ours.
    [Fact]
    public void Build_AndDispose_LeavesNothingButTorchSharpsMiscount()
    {
        Dictionary<string, Tensor> state = StateOf(ShuffleNet);
        long before = Tensor.TotalCount;
        using (new TorchSharp.Modules.Parameter(zeros(1), requires_grad: false))
        {
        }

        long each = Tensor.TotalCount - before, miscount = each;
        using (nn.Module<Tensor, Tensor> network = ModuleWeights.Build(ShuffleNet, state, "file.pth"))
        {
            // Made on the meta device, and once more with its value.
            miscount += 2 * each * network.parameters().Count();
        }

        Assert.Equal(miscount, Tensor.TotalCount - before);
    }

    // The deviations are torchvision's laws worked out by hand for one layer each; a uniform draw within b has b / sqrt(3).
    [Theory]
    [InlineData("resnet50", "layer1.0.conv2.weight", 0.058926)] // sqrt(2 / (64 * 9))
    [InlineData("resnet50", "layer2.0.conv1.weight", 0.125)] // sqrt(2 / 128): fan_out, not the 256 of fan_in
    [InlineData("resnet50", "fc.weight", 0.012758)] // 1 / sqrt(2048) / sqrt(3)
    [InlineData("densenet121", "features.transition1.conv.weight", 0.088388)] // sqrt(2 / 256): fan_in
    [InlineData("mobilenet_v2", "features.18.0.weight", 0.039528)] // sqrt(2 / 1280)
    [InlineData("mobilenet_v2", "classifier.1.weight", 0.01)]
    [InlineData("inception_v3", "Mixed_7c.branch_pool.conv.weight", 0.1)]
    [InlineData("shufflenet_v2", "conv5.0.weight", 0.026803)] // 1 / sqrt(464) / sqrt(3)
    public void Initialise_DrawsWithTorchvisionsDeviation(string network, string name, double deviation)
    {
        Tensor weight = StateOf(NetworkCatalog.Find(network))[name];
        Assert.InRange(weight.std().item<float>() / deviation, 0.98, 1.02);
        Assert.InRange(weight.mean().item<float>() / deviation, -0.05, 0.05);
    }

    // The same, worked out by hand for the families whose parts have parameters of their own.
    [Theory]
    [InlineData("resnet18", "layer1.0.conv2.weight", 0.058926)] // sqrt(2 / (64 * 9))
    [InlineData("alexnet", "features.3.bias", 0.014434)] // 1 / sqrt(64 * 25) / sqrt(3): PyTorch's default, also of biases
    [InlineData("squeezenet1_0", "features.3.squeeze.weight", 0.144338)] // sqrt(6 / 96) / sqrt(3)
    [InlineData("squeezenet1_0", "classifier.1.weight", 0.01)]
    [InlineData("mnasnet0_5", "classifier.1.weight", 0.031623)] // sqrt(3 / 1000) / sqrt(3)
    [InlineData("efficientnet_b0", "classifier.1.weight", 0.018257)] // 1 / sqrt(1000) / sqrt(3)
    [InlineData("regnet_x_400mf", "fc.weight", 0.01)]
    [InlineData("convnext_tiny", "features.1.0.block.3.weight", 0.02)]
    [InlineData("vit_b_32", "conv_proj.weight", 0.018042)] // sqrt(1 / (3 * 32 * 32))
    [InlineData("vit_b_32", "encoder.pos_embedding", 0.02)]
    [InlineData("vit_b_32", "encoder.layers.encoder_layer_0.self_attention.in_proj_weight", 0.025516)] // sqrt(6 / 3072) / sqrt(3)
    [InlineData("vit_b_32", "encoder.layers.encoder_layer_0.mlp.0.weight", 0.022822)] // sqrt(6 / 3840) / sqrt(3)
    [InlineData("vit_b_32", "encoder.layers.encoder_layer_0.mlp.0.bias", 1e-6)]
    [InlineData("swin_t", "features.3.0.attn.relative_position_bias_table", 0.02)]
    [InlineData("swin_t", "head.weight", 0.02)]
    [InlineData("maxvit_t", "classifier.3.weight", 0.02)]
    public void Initialise_OfOtherFamilies_DrawsWithTorchvisionsDeviation(string network, string name, double deviation)
    {
        Tensor weight = StateOf(NetworkCatalog.Find(network))[name];
        Assert.InRange(weight.std().item<float>() / deviation, 0.95, 1.05);
    }

    [Theory]
    [InlineData("convnext_tiny", "features.1.0.layer_scale", 1e-6f)]
    [InlineData("swin_v2_t", "features.1.0.attn.logit_scale", 2.3025851f)] // log 10
    [InlineData("vit_b_32", "class_token", 0)]
    [InlineData("vit_b_32", "heads.head.weight", 0)]
    public void Initialise_StartsSomeParametersAtANumber(string network, string name, float value)
    {
        Tensor weight = StateOf(NetworkCatalog.Find(network))[name];
        Assert.Equal(value, weight.min().item<float>());
        Assert.Equal(value, weight.max().item<float>());
    }

    [Theory]
    [InlineData("swin_t", "features.1.0.attn.relative_position_index")]
    [InlineData("swin_v2_t", "features.1.0.attn.relative_position_index")]
    [InlineData("swin_v2_t", "features.1.0.attn.relative_coords_table")]
    [InlineData("maxvit_t", "blocks.0.layers.0.layers.grid_attention.attn_layer.1.relative_position_index")]
    public void Initialise_ComputesTheTablesOfWindows(string network, string name)
    {
        Tensor table = StateOf(NetworkCatalog.Find(network))[name];
        Tensor expected = FormulaCheckpoint.Of([(name, table.shape)])[name];
        Assert.Equal(expected.dtype, table.dtype);
        Assert.True(table.Equals(expected));
    }

    [Fact]
    public void Build_OfAVisionTransformer_TakesTheInputSizeOfItsPositions()
    {
        NetworkDefinition definition = NetworkCatalog.Find("vit_b_32");
        using nn.Module<Tensor, Tensor> made = definition.CreateFor(3, 96);
        ModuleWeights.Initialise(made, definition, seed: 1);
        var state = ModuleTree.State(made).ToDictionary(entry => entry.Name, entry => entry.Tensor.detach());
        using nn.Module<Tensor, Tensor> network = ModuleWeights.Build(definition, state, "file.pth");
        using Tensor logits = network.call(zeros(1, 3, 96, 96));
        Assert.Equal([1, 3], logits.shape);
        Assert.Equal(96, ModuleWeights.InputSize(definition, state, asked: null, usual: 224));
        var error = Assert.Throws<UsageException>(() => ModuleWeights.InputSize(definition, state, asked: 224, usual: 224));
        Assert.Equal("vit_b_32 takes inputs of 96 pixels alone with these weights, not of 224", error.Message);
    }

    public static TheoryData<string> OneOfEachFamily => CatalogueShare.OneOfEachFamily;

    [Theory, MemberData(nameof(OneOfEachFamily))]
    public void Find_OfANetworksState_IsThatNetworkAlone(string name)
    {
        using nn.Module<Tensor, Tensor> network = NetworkCatalog.Find(name).Create(7);
        var state = ModuleTree.State(network).ToDictionary(entry => entry.Name, entry => entry.Tensor);
        Assert.Equal([name], NetworkFit.Find(state).Select(definition => definition.Name));
    }

    [Theory]
    [InlineData("maxvit_t", null, 224)]
    [InlineData("resnet50", null, 99)]
    [InlineData("resnet50", 64, 64)]
    public void InputSize_IsWhatIsAskedOrTheNetworksOwn(string network, int? asked, int size) =>
        Assert.Equal(size, ModuleWeights.InputSize(NetworkCatalog.Find(network), new Dictionary<string, Tensor>(), asked, usual: 99));

    [Theory]
    [InlineData("maxvit_t", 256)]
    [InlineData("inception", 74)]
    public void InputSize_ThatTheNetworkCannotTake_IsRefused(string network, int asked) =>
        Assert.Throws<UsageException>(() => ModuleWeights.InputSize(NetworkCatalog.Find(network), new Dictionary<string, Tensor>(), asked, usual: 224));

    [Fact]
    public void Initialise_StartsNormsAndBiasesAsTorchvisionDoes()
    {
        Dictionary<string, Tensor> resnet = StateOf(NetworkCatalog.Find("resnet50")), mobile = StateOf(NetworkCatalog.Find("mobilenet_v2"));
        Assert.Equal(1, resnet["bn1.weight"].mean().item<float>());
        Assert.Equal(1, resnet["bn1.running_var"].mean().item<float>());
        Assert.Equal(0, resnet["bn1.bias"].abs().sum().item<float>());
        Assert.Equal(0, mobile["classifier.1.bias"].abs().sum().item<float>());
        Assert.InRange(resnet["fc.bias"].abs().max().item<float>(), 0.02, 1 / Math.Sqrt(2048));
    }

    private static Dictionary<string, Tensor> StateOf(NetworkDefinition definition, int classes = 1000, int seed = 1)
    {
        nn.Module<Tensor, Tensor> network = definition.Create(classes);
        ModuleWeights.Initialise(network, definition, seed);
        var state = ModuleTree.State(network).ToDictionary(entry => entry.Name, entry => entry.Tensor.detach());
        network.Dispose();
        return state;
    }
}
