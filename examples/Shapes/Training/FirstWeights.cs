using GradCam.Networks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Shapes.Training;

/// <summary>The weights that a training starts with.</summary>
internal static class FirstWeights
{
    private const double HeadScale = 0.1;

    /// <summary>Draws them.</summary>
    /// <param name="recipe">How the network is trained.</param>
    /// <param name="network">What the recipe's definition created; it gets the weights.</param>
    /// <param name="seed">What they follow from.</param>
    /// <returns>All parameters in one row: float32 [P], the caller's.</returns>
    public static Tensor Draw(TrainingRecipe recipe, nn.Module network, int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable off = no_grad();
        ModuleWeights.Initialise(network, recipe.Definition, seed);
        if (recipe.StartsAsHe)
        {
            DrawAsHe(network, recipe.Definition.ClassifierWeight, seed);
        }

        return cat([.. network.parameters().Select(p => p.detach().flatten())]).MoveToOuterDisposeScope();
    }

    private static void DrawAsHe(nn.Module network, string head, int seed)
    {
        using var generator = new Generator(unchecked((ulong)~seed));
        foreach ((string name, Parameter parameter) in network.named_parameters().Where(entry => entry.parameter.dim() > 1))
        {
            double deviation = Math.Sqrt(2.0 * parameter.shape[0] / parameter.numel());
            parameter.normal_(0, name == head ? HeadScale * deviation : deviation, generator);
        }
    }
}
