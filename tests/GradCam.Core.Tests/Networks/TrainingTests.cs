using GradCam.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

public class TrainingTests
{
    // The rates are about 0.2 over the squared norm of the first gradient: short steps, along which the loss must fall.
    [Theory]
    [InlineData("resnet50", 64, 1e-7)]
    [InlineData("densenet121", 64, 1e-4)]
    [InlineData("mobilenet_v2", 64, 5e-6)]
    [InlineData("shufflenet_v2", 64, 1e-5)]
    [InlineData("inception_v3", 107, 1e-8)]
    [InlineData("vgg16", 32, 1e-3)]
    public void ThreeOptimiserSteps_LowerTheLoss_AndMoveTheStatisticsThereAre(string name, int size, double rate)
    {
        NetworkDefinition definition = NetworkCatalog.Find(name);
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> network = definition.Create(4);
        ModuleWeights.Initialise(network, definition, seed: 1);
        network.train();
        // Without dropout the loss changes by the steps alone.
        foreach (Dropout dropout in ModuleTree.Walk(network).Select(entry => entry.Module).OfType<Dropout>())
        {
            dropout.eval();
        }

        BatchNorm2d? norm = ModuleTree.Walk(network).Select(entry => entry.Module).OfType<BatchNorm2d>().FirstOrDefault();
        using var generator = new Generator(5);
        Tensor x = empty(4, 3, size, size).normal_(0, 1, generator), classes = tensor(new long[] { 0, 1, 2, 3 });
        using var optimiser = optim.SGD(network.parameters(), rate);
        List<float> losses = [];
        for (int step = 0; step < 4; step++)
        {
            optimiser.zero_grad();
            Tensor loss = nn.functional.cross_entropy(network.call(x), classes);
            losses.Add(loss.item<float>());
            loss.backward();
            Assert.All(network.parameters(), parameter => Assert.NotNull(parameter.grad));
            optimiser.step();
        }

        Assert.True(losses.Zip(losses.Skip(1)).All(step => step.Second < step.First), string.Join(" ", losses));
        if (norm is not null)
        {
            Assert.Equal(4, norm.num_batches_tracked!.item<long>());
            Assert.NotEqual(0, norm.running_mean!.abs().sum().item<float>());
        }
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
