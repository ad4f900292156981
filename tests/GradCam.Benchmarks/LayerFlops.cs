using GradCam.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Benchmarks;

/// <summary>Counts the floating point operations of a forward pass from the layers that it calls.</summary>
internal static class LayerFlops
{
    /// <summary>
    /// Two for each multiplication and addition of the convolutions and linear layers: an output's elements times the weights that each
    /// is made of; of an attention among all tokens its joined projections and its two products too. Normalisations, rectifiers, pooling and biases, about a hundredth of it, are left out, as in published figures.
    /// </summary>
    /// <param name="network">A network with values, in evaluation mode; it is left as it was found.</param>
    /// <param name="inputSize">The side of the square input in pixels.</param>
    public static double OfForward(nn.Module<Tensor, Tensor> network, int inputSize)
    {
        double multiplications = 0;
        List<Action> unhook = [];
        foreach ((_, nn.Module module) in ModuleTree.Walk(network))
        {
            if (EachOf(module) is { } each)
            {
                unhook.Add(((nn.Module<Tensor, Tensor>)module).register_forward_hook((_, _, output) =>
                {
                    multiplications += each(output) * output.numel();
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

    /// <summary>How many products an element of a layer's output is made of; null for a layer that does not count.</summary>
    private static Func<Tensor, double>? EachOf(nn.Module module)
    {
        Tensor? weight = module switch { Conv2d convolution => convolution.weight, Linear linear => linear.weight, _ => null };
        if (weight is not null)
        {
            double each = (double)weight.numel() / weight.shape[0];
            return _ => each;
        }

        // [3 width, width]: queries, keys, values and the output of each token, and two products with every token.
        return module.named_parameters(recurse: false).FirstOrDefault(entry => entry.name == "in_proj_weight").parameter is { } joined
            ? output => joined.shape[0] + joined.shape[1] + (2 * output.shape[1])
            : null;
    }
}
