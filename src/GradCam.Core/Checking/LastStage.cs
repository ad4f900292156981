using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Checking;

/// <summary>
/// The last stage of a network: every module from the one on that stands at three quarters of those with weights. That is, of densenet121, most of
/// denseblock4; of resnet50 layer4 and the block before it; of vgg16 the last convolution and the classifier.
/// </summary>
internal static class LastStage
{
    private const double Before = 0.75;

    /// <summary>Draws other parameters for it, each with the mean and deviation of the trained one.</summary>
    /// <param name="network">Any module.</param>
    /// <param name="seed">What they are drawn from.</param>
    /// <returns>Null where the network has too few layers with weights to have a last stage.</returns>
    public static RandomisedParameters? Randomise(nn.Module network, int seed)
    {
        NamedModule[] modules = [.. ModuleTree.Walk(network)];
        int[] weighted = [.. modules.Index().Where(entry => HasWeight(entry.Item.Module)).Select(entry => entry.Index)];
        if (weighted.Length < 2)
        {
            return null;
        }

        HashSet<string> names = [.. modules[weighted[(int)(weighted.Length * Before)]..]
            .SelectMany(module => module.Module.named_parameters(recurse: false).Select(entry => ModuleTree.Join(module.Name, entry.name)))];
        return RandomisedParameters.Draw(network, names.Contains, seed);
    }

    private static bool HasWeight(nn.Module module) => module.named_parameters(recurse: false).Any(entry => entry.parameter.dim() > 1);
}
