using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Gives a network that was made on the meta device its values: a checkpoint's, or initial ones from a seed.</summary>
public static class ModuleWeights
{
    /// <summary>Makes a network with the values and the number of classes of a state dictionary, in evaluation mode.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="tensors">The state dictionary; see <see cref="Load"/> for who owns what.</param>
    /// <param name="source">What the message of an exception calls it: the checkpoint's path.</param>
    /// <exception cref="CheckpointException">The state dictionary does not fit; the message names the network that it does fit.</exception>
    public static nn.Module<Tensor, Tensor> Build(
        NetworkDefinition definition, IReadOnlyDictionary<string, Tensor> tensors, string source)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(tensors);
        nn.Module<Tensor, Tensor> network = definition.CreateFor(tensors);
        try
        {
            Load(network, tensors, source, definition);
        }
        catch
        {
            network.Dispose();
            throw;
        }

        network.eval();
        return network;
    }

    /// <summary>
    /// The input size in pixels that pictures are prepared for: the one that is asked for, else the one that the values were made for,
    /// else the usual one.
    /// </summary>
    /// <param name="definition">The network.</param>
    /// <param name="tensors">The state dictionary.</param>
    /// <param name="asked">What the call or the checkpoint's metadata asks for; null for nothing.</param>
    /// <param name="usual">The network's usual size.</param>
    /// <exception cref="UsageException">The size is too small for the network, or the values fit another one alone.</exception>
    public static int InputSize(NetworkDefinition definition, IReadOnlyDictionary<string, Tensor> tensors, int? asked, int usual)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(tensors);
        int? only = definition.InputSizeOf?.Invoke(tensors) ?? definition.OnlyInputSize;
        int size = asked ?? only ?? usual;
        definition.CheckInputSize(size);
        return only is null || only == size
            ? size
            : throw new UsageException($"{definition.Name} takes inputs of {only} pixels alone with these weights, not of {size}");
    }

    /// <summary>Gives a network the values of a state dictionary.</summary>
    /// <remarks>
    /// No parameter asks for a gradient afterwards: explaining needs none, and a pass would keep what only they need. To train on,
    /// set <c>requires_grad</c> of those parameters that are to move.
    /// </remarks>
    /// <param name="module">A network of <see cref="NetworkCatalog"/>, or any other of Conv2d, Linear, BatchNorm2d and LayerNorm layers.</param>
    /// <param name="tensors">
    /// Parameters and running statistics float32, <c>num_batches_tracked</c> int64 (zero where it is missing). The tensors stay the
    /// caller's and may be disposed afterwards; the module shares their memory, and training it changes them.
    /// </param>
    /// <param name="source">What the message of an exception calls it: the checkpoint's path.</param>
    /// <param name="definition">The network's definition, for names to ignore and for the message. Default: none.</param>
    /// <exception cref="CheckpointException">Names are missing, unexpected or misshapen; nothing was changed.</exception>
    public static void Load(
        nn.Module module, IReadOnlyDictionary<string, Tensor> tensors, string source, NetworkDefinition? definition = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(tensors);
        StateMismatch mismatch = StateMismatch.Between(module, tensors, definition?.IgnoredPrefix);
        if (!mismatch.IsNone)
        {
            throw new CheckpointException(
                $"{source}: does not fit {definition?.Name ?? module.GetName()}: names {mismatch}; {Advice(tensors)}");
        }

        Assign(module, trains: false, (name, _) => tensors.TryGetValue(name, out Tensor? tensor) ? tensor.detach() : zeros([], dtype: ScalarType.Int64));
    }

    /// <summary>
    /// Gives a network torchvision's initial values, drawn from a seed: the same laws, not the same numbers. The same seed gives
    /// the same values on every machine with this libtorch; the global generator is left alone. Every parameter asks for a gradient
    /// afterwards: the network can be trained.
    /// </summary>
    /// <param name="module">What <paramref name="definition"/> created.</param>
    /// <param name="definition">The network's definition, which says how its weights are drawn.</param>
    /// <param name="seed">Any number.</param>
    public static void Initialise(nn.Module module, NetworkDefinition definition, int seed)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(definition);
        using var generator = new Generator(unchecked((ulong)seed));
        var laws = new InitialValues(definition.Initial, generator);
        Assign(module, trains: true, laws.Of);
    }

    /// <summary>Gives a network zeros that take no memory, for a pass that is run for its shapes alone.</summary>
    internal static void Blank(nn.Module module) =>
        Assign(module, trains: false, (_, slot) => zeros([], dtype: slot.Tensor.dtype).expand(slot.Tensor.shape));

    private static void Assign(nn.Module root, bool trains, Func<string, WeightSlot, Tensor> value)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach ((string name, nn.Module module) in ModuleTree.Walk(root))
        {
            foreach (WeightSlot slot in WeightSlot.Of(module).ToArray())
            {
                slot.Set(value(ModuleTree.Join(name, slot.Name), slot), trains);
            }
        }
    }

    private static string Advice(IReadOnlyDictionary<string, Tensor> tensors) =>
        NetworkFit.Find(tensors) is [var fit, ..] ? $"it fits {fit.Name}" : "it fits none of the networks known here";
}
