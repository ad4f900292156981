using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>Keeps one layer's output during a forward pass, and what in-place operations would have made of it.</summary>
internal sealed class LayerRecorder : IDisposable
{
    private readonly bool cut;
    private readonly Action unhook;
    private Tensor? watched;

    /// <summary>Hooks the layer; disposing takes the hook away again.</summary>
    /// <param name="model">The module that holds the layer.</param>
    /// <param name="request">Names the layer.</param>
    /// <exception cref="LayerException">No layer has that name, or it takes or gives more than one tensor.</exception>
    public LayerRecorder(nn.Module<Tensor, Tensor> model, RecordingRequest request)
    {
        // Without an input gradient nothing in front of the layer needs a graph: its output becomes the graph's leaf.
        cut = !request.InputGradient;
        Layer = Find(model, request.LayerName!);
        unhook = Layer.register_forward_hook(Keep).remove;
    }

    /// <summary>The layer that is recorded.</summary>
    public nn.Module<Tensor, Tensor> Layer { get; }

    /// <summary>The layer's own output at its last call; null if it was not called. Owned by the recorder until taken.</summary>
    public Tensor? Output { get; private set; }

    /// <summary>What would be left in the output's memory; null where nothing overwrites it. Owned by the recorder until taken.</summary>
    public Tensor? Left { get; private set; }

    /// <summary>To be told of each in-place operation: see <see cref="NetworkPass.Overwritten"/>.</summary>
    public void Overwritten(Tensor before, Tensor after)
    {
        if (ReferenceEquals(before, watched))
        {
            watched = after;
            Left?.Dispose();
            Left = after.alias().DetachFromDisposeScope();
        }
    }

    /// <summary>Hands the tensors over: disposing the recorder then leaves them alone.</summary>
    public (Tensor? Output, Tensor? Left) Take()
    {
        (Tensor? Output, Tensor? Left) taken = (Output, Left);
        (Output, Left) = (null, null);
        return taken;
    }

    public void Dispose()
    {
        unhook();
        Output?.Dispose();
        Left?.Dispose();
    }

    private static nn.Module<Tensor, Tensor> Find(nn.Module<Tensor, Tensor> model, string name)
    {
        List<(string Name, nn.Module Module)> modules = [.. ModuleTree.Walk(model).Where(entry => entry.Name.Length > 0)];
        nn.Module? found = modules.Find(entry => entry.Name == name).Module;
        return found switch
        {
            nn.Module<Tensor, Tensor> layer => layer,
            null => throw Unknown(name, modules.Select(entry => entry.Name)),
            _ => throw new LayerException($"layer '{name}' takes or gives more than one tensor, so it has no map; 'gradcam layers' lists the layers"),
        };
    }

    private static LayerException Unknown(string name, IEnumerable<string> known)
    {
        IReadOnlyList<string> nearest = NearestNames.Of(name, known);
        return new LayerException($"layer '{name}' does not exist in this network{NameAdvice.For(nearest)}; 'gradcam layers' lists them all") { Nearest = nearest };
    }

    private Tensor Keep(nn.Module<Tensor, Tensor> module, Tensor input, Tensor output)
    {
        Output?.Dispose();
        Left?.Dispose();
        Left = null;
        Tensor passedOn = cut ? output.detach().requires_grad_() : output;
        Output = passedOn.alias().DetachFromDisposeScope();
        watched = passedOn;
        return passedOn;
    }
}
