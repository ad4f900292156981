using static TorchSharp.torch;

namespace Shapes.Training;

/// <summary>
/// The classifier's weights for maps that densenet121's last block does not make but passes on as they came. They are kept at zero:
/// scenes as easy as these are told apart without the last block, and then neither answer nor map depends on what that block has
/// learnt (with it initialised anew, maps kept a rank correlation of 0.96 with the true ones).
/// </summary>
internal sealed class PassedOn
{
    private readonly long from;
    private readonly long[] shape;
    private readonly int channels;

    /// <summary>Finds the weights in a row of all parameters.</summary>
    /// <param name="recipe">How many weights of each class they are.</param>
    /// <param name="network">What the recipe's definition created.</param>
    public PassedOn(TrainingRecipe recipe, nn.Module network)
    {
        channels = recipe.PassedOnChannels;
        foreach ((string name, var parameter) in network.named_parameters())
        {
            if (name == recipe.Definition.ClassifierWeight)
            {
                shape = parameter.shape;
                return;
            }

            from += parameter.numel();
        }

        throw new ArgumentException($"the network has no {recipe.Definition.ClassifierWeight}", nameof(network));
    }

    /// <summary>Sets them to zero in a row of all parameters, or of all their gradients.</summary>
    public void Clear(Tensor row)
    {
        if (channels > 0)
        {
            using var scope = NewDisposeScope();
            row.narrow(0, from, shape[0] * shape[1]).view(shape).narrow(1, 0, channels).zero_();
        }
    }
}
