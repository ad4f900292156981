using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>Lists the modules of a network with what they give, from one forward pass.</summary>
internal static class LayerTable
{
    /// <summary>
    /// Every module but the root, in the order of PyTorch's <c>named_modules()</c>, from one pass over zeros of [1,3,S,S] in
    /// evaluation mode, without gradients. The network is left as it was found.
    /// </summary>
    /// <param name="network">Any network that has values; modules that do not take and give one tensor stand with 0 calls.</param>
    /// <param name="inputSize">S, 1 or more; what the network cannot take is libtorch's own exception.</param>
    public static IReadOnlyList<LayerRow> Read(nn.Module<Tensor, Tensor> network, int inputSize)
    {
        ArgumentNullException.ThrowIfNull(network);
        using Lock.Scope alone = ModuleGate.Enter(network);
        using ModelState state = ModelState.Freeze(network);
        NamedModule[] modules = [.. ModuleTree.Walk(network)];
        var seen = new Dictionary<nn.Module, (int Calls, long[] Shape)>(ReferenceEqualityComparer.Instance);
        List<Action> unhook = [];
        try
        {
            foreach (nn.Module<Tensor, Tensor> layer in modules.Select(entry => entry.Module).OfType<nn.Module<Tensor, Tensor>>())
            {
                unhook.Add(layer.register_forward_hook((_, _, output) =>
                {
                    seen[layer] = (seen.GetValueOrDefault(layer).Calls + 1, output.shape);
                    return output;
                }).remove);
            }

            using DisposeScope scope = NewDisposeScope();
            using IDisposable withoutGradients = no_grad();
            Tensor? weight = network.parameters().FirstOrDefault();
            network.call(zeros([1, 3, inputSize, inputSize], dtype: weight?.dtype, device: weight?.device));
        }
        finally
        {
            unhook.ForEach(remove => remove());
        }

        return [.. modules.Skip(1).Select(entry => Row(entry.Name, entry.Module, seen))];
    }

    /// <summary>The same for a network that was made without values: it is given zeros that take no memory, and stays on the CPU with them.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="inputSize">S, at least <see cref="NetworkDefinition.MinimumInputSize"/>.</param>
    /// <param name="classes">Number of classes, 1 or more. Default: 1000.</param>
    /// <exception cref="UsageException">The input size is too small for the network.</exception>
    public static IReadOnlyList<LayerRow> Read(NetworkDefinition definition, int inputSize, int classes = 1000)
    {
        ArgumentNullException.ThrowIfNull(definition);
        definition.CheckInputSize(inputSize);
        using nn.Module<Tensor, Tensor> network = definition.CreateFor(classes, inputSize);
        ModuleWeights.Blank(network);
        return Read(network, inputSize);
    }

    private static LayerRow Row(string name, nn.Module module, Dictionary<nn.Module, (int Calls, long[] Shape)> seen) =>
        seen.TryGetValue(module, out (int Calls, long[] Shape) found)
            ? new LayerRow(name, Kind(module), found.Calls, found.Shape)
            : new LayerRow(name, Kind(module), 0, null);

    private static string Kind(nn.Module module) => module switch
    {
        Rectifier { IsRelu6: true } => "ReLU6",
        Rectifier => "ReLU",
        OnnxLayer layer => layer.Operator,
        NetworkPart => module.GetName(),
        // TorchSharp's BatchNorm2d calls itself BatchNorm1d.
        _ => module.GetType().Name,
    };
}
