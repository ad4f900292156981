using GradCam.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

public class TrainingTests
{
    public static TheoryData<string> Names => CatalogueShare.Names;

    [Theory, MemberData(nameof(Names))]
    public void OptimiserSteps_LowerTheLoss_AndMoveTheStatisticsThereAre(string name)
    {
        NetworkDefinition definition = NetworkCatalog.Find(name);
        using DisposeScope scope = NewDisposeScope();
        int size = Math.Max(definition.MinimumInputSize, name == "inception_v3" ? 107 : 64);
        using nn.Module<Tensor, Tensor> network = definition.CreateFor(4, size);
        ModuleWeights.Initialise(network, definition, seed: 1);
        network.train();
        // Without dropout the loss changes by the steps alone.
        foreach (nn.Module chance in ModuleTree.Walk(network).Select(entry => entry.Module).Where(module => module is Dropout or StochasticDepth))
        {
            chance.eval();
        }

        BatchNorm2d? norm = ModuleTree.Walk(network).Select(entry => entry.Module).OfType<BatchNorm2d>().FirstOrDefault();
        using var generator = new Generator(5);
        Tensor x = empty(4, 3, size, size).normal_(0, 1, generator), classes = tensor(new long[] { 0, 1, 2, 3 });
        List<float> losses = [];
        optim.Optimizer? optimiser = null;
        for (int step = 0; step < 3; step++)
        {
            optimiser?.zero_grad();
            Tensor loss = nn.functional.cross_entropy(network.call(x), classes);
            losses.Add(loss.item<float>());
            loss.backward();
            optimiser ??= optim.SGD(network.parameters(), RateFor(network));
            optimiser.step();
        }

        optimiser!.Dispose();
        Assert.True(losses.Zip(losses.Skip(1)).All(step => step.Second < step.First), string.Join(" ", losses));
        if (norm is not null)
        {
            Assert.Equal(3, norm.num_batches_tracked!.item<long>());
            Assert.NotEqual(0, norm.running_mean!.abs().sum().item<float>());
        }
    }

    /// <summary>A short step: by the first gradient alone it would lower the loss by a hundredth.</summary>
    private static double RateFor(nn.Module network)
    {
        double squares = 0;
        foreach (Parameter parameter in network.parameters())
        {
            Assert.NotNull(parameter.grad);
            squares += parameter.grad.square().sum().item<float>();
        }

        return 0.01 / squares;
    }

    [Fact]
    public void Inception_InTrainingMode_GivesItsLogitsAlone()
    {
        NetworkDefinition definition = NetworkCatalog.Find("inception");
        using nn.Module<Tensor, Tensor> network = definition.Create(3);
        ModuleWeights.Initialise(network, definition, seed: 1);
        network.train();
        using Tensor x = zeros(2, 3, 75, 75), logits = network.call(x);
        Assert.Equal([2, 3], logits.shape);
    }
}
