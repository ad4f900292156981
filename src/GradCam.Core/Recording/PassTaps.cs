using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>Everything that is hooked for one forward pass.</summary>
internal sealed class PassTaps : IDisposable
{
    private readonly List<LayerTap> layers = [];
    private readonly List<BiasTap> biases = [];
    private readonly List<Tensor> attentions = [];
    private readonly List<Action> unhook = [];

    /// <summary>Hooks what a request names.</summary>
    /// <exception cref="LayerException">No layer has a name of the request, or it takes or gives more than one tensor.</exception>
    public PassTaps(nn.Module<Tensor, Tensor> model, PassRequest request)
    {
        NamedModule[] modules = request.Layers.Count > 0 || request.Biases || request.Cancellation.CanBeCanceled ? [.. ModuleTree.Walk(model)] : [];
        nn.Module<Tensor, Tensor>[] found = [.. request.Layers.Select(name => Find(modules, name))];
        for (int i = 0; i < found.Length; i++)
        {
            var tap = new LayerTap(request.Layers[i], found[i], request);
            layers.Add(tap);
            unhook.Add(tap.Unhook);
        }

        foreach ((_, nn.Module module) in request.Biases ? modules.Where(entry => BiasTap.Counts(entry.Module)) : [])
        {
            unhook.Add(((nn.Module<Tensor, Tensor>)module).register_forward_hook((layer, _, output) =>
            {
                biases.Add(new BiasTap(layer, output.alias().DetachFromDisposeScope()));
                // What follows may be a caller's rectifier in place.
                return request.MayOverwrite ? output.clone() : output;
            }).remove);
        }

        // A pass of a piece may take far longer than a user waits after Ctrl-C: 64 pictures through vgg16 take 12 s on one thread.
        foreach (nn.Module<Tensor, Tensor> part in request.Cancellation.CanBeCanceled ? modules.Select(entry => entry.Module).OfType<nn.Module<Tensor, Tensor>>() : [])
        {
            unhook.Add(part.register_forward_pre_hook((_, input) =>
            {
                request.Cancellation.ThrowIfCancellationRequested();
                return input;
            }).remove);
        }
    }

    /// <summary>The recorded layers, in the request's order.</summary>
    public IReadOnlyList<LayerTap> Layers => layers;

    /// <summary>The layers that add a bias, call by call.</summary>
    public IReadOnlyList<BiasTap> Biases => biases;

    /// <summary>The weights of the attentions, call by call, as the values were mixed by them.</summary>
    public IReadOnlyList<Tensor> Attentions => attentions;

    /// <summary>Keeps the weights of an attention: see <see cref="NetworkPass.Attended"/>.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="graph">Whether gradients at them will be asked for.</param>
    public void Attended(Tensor weights, bool graph)
    {
        attentions.Add(weights.DetachFromDisposeScope());
        if (graph && !weights.requires_grad)
        {
            // Nothing before the first of them asks for a gradient.
            weights.requires_grad_();
        }
    }

    /// <summary>Takes the hooks away again; the tensors stay.</summary>
    public void Unhook()
    {
        unhook.ForEach(remove => remove());
        unhook.Clear();
    }

    /// <summary>Tells the layers of an operation that torchvision does in place.</summary>
    public void Overwritten(Tensor before, Tensor after) => layers.ForEach(tap => tap.Overwritten(before, after));

    /// <summary>Frees the tensors, and the hooks if they are still there.</summary>
    public void Dispose()
    {
        Unhook();
        layers.ForEach(tap => tap.Dispose());
        biases.ForEach(tap => tap.Dispose());
        attentions.ForEach(weights => weights.Dispose());
    }

    private static nn.Module<Tensor, Tensor> Find(NamedModule[] modules, string name)
    {
        nn.Module? found = name.Length == 0 ? null : Array.Find(modules, entry => entry.Name == name)?.Module;
        return found switch
        {
            nn.Module<Tensor, Tensor> layer => layer,
            null => throw Unknown(name, modules.Select(entry => entry.Name).Where(known => known.Length > 0)),
            _ => throw new LayerException($"layer '{name}' takes or gives more than one tensor, so it has no map"),
        };
    }

    private static LayerException Unknown(string name, IEnumerable<string> known)
    {
        IReadOnlyList<string> nearest = NearestNames.Of(name, known);
        return new LayerException($"layer '{name}' does not exist in this network{NameAdvice.For(nearest)}") { Nearest = nearest };
    }
}
