using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

public sealed class AttentionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    // Two tokens of one number each: the weights are softmax(q k) = e / (e + 1) and 1 / (e + 1) for q = 1, k = 1 and 0; halves for q = 0.
    [Fact]
    public void Attend_TwoTokens_MixesTheValuesByTheSoftmaxOfTheProducts()
    {
        Tensor q = tensor(new float[] { 1, 0 }, [2, 1]), k = tensor(new float[] { 1, 0 }, [2, 1]), v = tensor(new float[] { 4, 8 }, [2, 1]);
        double large = Math.E / (Math.E + 1);
        Near([4 * large + 8 * (1 - large), 6], Attention.Attend(q, k, v));
    }

    [Fact]
    public void Attend_WithABias_AddsItToTheProducts()
    {
        Tensor q = zeros(2, 1), k = zeros(2, 1), v = tensor(new float[] { 4, 8 }, [2, 1]);
        Tensor bias = tensor(new[] { 0, (float)Math.Log(3), 0, 0 }, [2, 2]);
        Near([4 * 0.25 + 8 * 0.75, 6], Attention.Attend(q, k, v, bias));
    }

    [Fact]
    public void Attend_WrittenOut_IsLibtorchsJoinedOperation()
    {
        using var generator = new Generator(1);
        Tensor[] parts = [.. Enumerable.Range(0, 3).Select(_ => empty(2, 3, 50, 16).normal_(0, 1, generator))];
        Tensor joined = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2]);
        // Sixteen numbers a head: scaled by a quarter. 3e-7 was measured.
        using Scalar scale = 0.25;
        Tensor difference = Attention.Attend(parts[0] * scale, parts[1], parts[2]) - joined;
        Assert.InRange(difference.norm().item<float>() / joined.norm().item<float>(), 0, 1e-6);
    }

    [Fact]
    public void Pass_ThatListens_IsToldOfEachLayersWeights_AndGradientsReachThem()
    {
        NetworkDefinition definition = NetworkCatalog.Find("vit_b_32");
        using nn.Module<Tensor, Tensor> network = definition.CreateFor(3, 64);
        ModuleWeights.Initialise(network, definition, seed: 1);
        network.eval();
        List<Tensor> weights = [];
        using var pass = new NetworkPass { Attended = given => weights.Add(given.DetachFromDisposeScope()) };
        using var generator = new Generator(1);
        // The head starts at zero, where no gradient would pass it; nor would it where all weights are alike, since the norm before it takes the mean away.
        network.get_parameter("heads.head.weight")!.detach().normal_(0, 1, generator);
        using NetworkPass.Opened open = pass.Open();
        Tensor logits = network.call(empty(1, 3, 64, 64).normal_(0, 1, generator).requires_grad_());
        autograd.backward([logits[0, 0]], inputs: [weights[0], weights[^1]]);

        Assert.Equal(12, weights.Count);
        Assert.All(weights, layer => Assert.Equal([1, 12, 5, 5], layer.shape));
        Assert.All(weights, layer => Near(Enumerable.Repeat(1.0, 60), layer.sum([-1]).flatten()));
        Assert.All(new[] { weights[0], weights[^1] }, layer => Assert.NotEqual(0, layer.grad!.abs().sum().item<float>()));
        weights.ForEach(layer => layer.Dispose());
    }

    private static void Near(IEnumerable<double> expected, Tensor actual) =>
        Assert.Equal(expected.Select(value => (float)value), actual.detach().contiguous().data<float>().ToArray(), (a, b) => Math.Abs(a - b) <= 1e-5);
}
