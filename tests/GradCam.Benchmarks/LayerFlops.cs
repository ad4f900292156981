using GradCam.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Benchmarks;

/// <summary>Counts the floating point operations of a forward pass from the layers that it calls.</summary>
internal static class LayerFlops
{
    /// <summary>
    /// Two for each multiplication and addition of the convolutions and linear layers: an output's elements times the weights that each
    /// is made of. Normalisations, rectifiers, pooling and biases, about a hundredth of it, are left out, as in published figures.
    /// </summary>
    /// <param name="network">A network with values, in evaluation mode; it is left as it was found.</param>
    /// <param name="inputSize">The side of the square input in pixels.</param>
    public static double OfForward(nn.Module<Tensor, Tensor> network, int inputSize)
    {
        double multiplications = 0;
        List<Action> unhook = [];
        foreach ((_, nn.Module module) in ModuleTree.Walk(network))
        {
            Tensor? weight = module switch { Conv2d convolution => convolution.weight, Linear linear => linear.weight, _ => null };
            if (weight is not null)
            {
                double each = (double)weight.numel() / weight.shape[0];
                unhook.Add(((nn.Module<Tensor, Tensor>)module).register_forward_hook((_, _, output) =>
                {
                    multiplications += each * output.numel();
                    return output;
                }).remove);
            }
        }

        try
        {
            using TorchSharp.DisposeScope scope = NewDisposeScope();
            using IDisposable withoutGradients = no_grad();
            network.call(zeros([1, 3, inputSize, inputSize]));
        }
        finally
        {
            unhook.ForEach(action => action());
        }

        return 2 * multiplications;
    }
}
