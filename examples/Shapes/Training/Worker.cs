using GradCam.Networks;
using Shapes.Drawing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Shapes.Training;

/// <summary>
/// A copy of the network that computes gradients on its own part of a batch: convolutions in bfloat16 with the channels last, which
/// is twice as fast on a processor that knows the type; norms and their statistics in float32.
/// </summary>
internal sealed class Worker : IDisposable
{
    private readonly nn.Module<Tensor, Tensor> network;
    private readonly Parameter[] parameters;

    public Worker(NetworkDefinition definition, int classes)
    {
        network = definition.Create(classes);
        ModuleWeights.Initialise(network, definition, 0);
        foreach (nn.Module module in network.modules().ToArray())
        {
            if (module is Conv2d convolution)
            {
                using Tensor last = convolution.weight!.detach().to(ScalarType.BFloat16).permute(0, 2, 3, 1).contiguous();
                convolution.weight = new Parameter(last.permute(0, 3, 1, 2), requires_grad: true);
                if (convolution.bias is not null)
                {
                    convolution.bias = new Parameter(convolution.bias.detach().to(ScalarType.BFloat16), requires_grad: true);
                }
            }
            else if (module is Linear linear)
            {
                linear.weight = new Parameter(linear.weight!.detach().to(ScalarType.BFloat16), requires_grad: true);
                linear.bias = new Parameter(linear.bias!.detach().to(ScalarType.BFloat16), requires_grad: true);
            }
            else if (module is BatchNorm2d norm)
            {
                StopCounting(norm);
            }
        }

        parameters = [.. network.parameters()];
        network.train();
        // Dropout draws from one generator for all threads, so that no run would repeat another; and vgg does not learn with it: 12.5 %
        // right, which is chance, after 1,920 scenes, where it has 31 % without.
        foreach (Dropout dropout in network.modules().OfType<Dropout>())
        {
            dropout.eval();
        }
    }

    /// <summary>
    /// Takes the count of batches away from a norm: nothing here reads it, and TorchSharp adds to it with a Scalar that may be
    /// finalised while libtorch still reads it: that ended a training once in some hundred steps.
    /// </summary>
    public static void StopCounting(BatchNorm2d norm) => norm.num_batches_tracked = null!;

    /// <summary>Takes over the weights: float32, all in one row.</summary>
    public void Take(Tensor weights)
    {
        using IDisposable off = no_grad();
        using var scope = NewDisposeScope();
        long from = 0;
        foreach (Parameter parameter in parameters)
        {
            long count = parameter.numel();
            parameter.copy_(weights.narrow(0, from, count).view(parameter.shape));
            from += count;
        }
    }

    /// <summary>Draws scenes and computes the gradient of their mean cross entropy.</summary>
    public StepResult Step(Lesson lesson, int seed, long firstScene, int count)
    {
        // A setting of the thread: with more, sums would be taken in another order on another machine.
        set_num_threads(1);
        using var scope = NewDisposeScope();
        Scene[] scenes = [.. Enumerable.Range(0, count).Select(i => lesson.Draw(seed, firstScene + i))];
        Tensor truth = Batch.Truth(scenes);
        Tensor logits = network.call(Batch.Input(scenes, ScalarType.BFloat16)).to(ScalarType.Float32);
        Tensor loss = nn.functional.cross_entropy(logits, truth);
        network.zero_grad();
        loss.backward();
        Tensor gradient = cat([.. parameters.Select(p => p.grad!.to(ScalarType.Float32).flatten())]);
        long[] answers = logits.argmax(1).data<long>().ToArray();
        int right = scenes.Zip(answers).Count(pair => pair.First.Kinds.Contains((ShapeKind)pair.Second));
        return new StepResult(gradient.DetachFromDisposeScope(), loss.ToSingle(), right);
    }

    public void Dispose() => network.Dispose();
}
