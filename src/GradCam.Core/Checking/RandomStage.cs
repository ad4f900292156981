using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Checking;

/// <summary>
/// Gives the last stage of a network random weights, and its own back when disposed: every parameter from the layer on that stands at three quarters of those
/// with weights. Each is drawn evenly with the mean and the deviation that the trained one has: with an initial draw, activations would not fit the statistics
/// of the norms.
/// </summary>
internal sealed class RandomStage : IDisposable
{
    private const double TrainedShare = 0.75;

    private readonly List<(Tensor Parameter, Tensor Trained)> replaced = [];

    private RandomStage()
    {
    }

    /// <summary>Replaces the weights.</summary>
    /// <param name="network">Any module; nothing else may use it until they are put back.</param>
    /// <param name="seed">What they are drawn from.</param>
    /// <returns>Null where the network has too few layers with weights for a last stage.</returns>
    public static RandomStage? Draw(nn.Module network, int seed)
    {
        NamedModule[] modules = [.. ModuleTree.Walk(network)];
        int[] weighted = [.. modules.Index().Where(entry => entry.Item.Module.named_parameters(recurse: false).Any(one => one.parameter.dim() > 1)).Select(entry => entry.Index)];
        if (weighted.Length < 2)
        {
            return null;
        }

        var stage = new RandomStage();
        using IDisposable plain = no_grad();
        using var generator = new Generator(unchecked((ulong)seed));
        int first = weighted[Math.Min((int)(weighted.Length * TrainedShare), weighted.Length - 1)];
        foreach (NamedModule module in modules[first..])
        {
            foreach ((_, var parameter) in module.Module.named_parameters(recurse: false))
            {
                stage.Replace(parameter, generator);
            }
        }

        return stage;
    }

    /// <summary>Puts the network's own weights back.</summary>
    public void Dispose()
    {
        using IDisposable plain = no_grad();
        foreach ((Tensor parameter, Tensor trained) in replaced)
        {
            parameter.copy_(trained);
            trained.Dispose();
        }
    }

    private void Replace(Tensor parameter, Generator generator)
    {
        replaced.Add((parameter, parameter.detach().clone().DetachFromDisposeScope()));
        using DisposeScope scope = NewDisposeScope();
        double mean = parameter.mean().ToDouble(), width = parameter.std(unbiased: false).ToDouble() * Math.Sqrt(3);
        // Drawn where the generator is, so that the weights are the same on every device.
        Tensor drawn = empty(parameter.shape, dtype: parameter.dtype).uniform_(mean - width, mean + width, generator);
        parameter.copy_(drawn);
    }
}
