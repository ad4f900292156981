using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>Keeps one layer's output during a forward pass, and what in-place operations would have made of it.</summary>
internal sealed class LayerTap : IDisposable
{
    private readonly PassRequest request;
    private readonly Action unhook;
    private Tensor? watched;

    /// <summary>Hooks the layer.</summary>
    /// <param name="name">The layer's dotted name.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="request">What is wanted of it.</param>
    public LayerTap(string name, nn.Module<Tensor, Tensor> layer, PassRequest request)
    {
        (Name, Layer, this.request) = (name, layer, request);
        unhook = layer.register_forward_hook(Keep).remove;
    }

    /// <summary>The layer's dotted name.</summary>
    public string Name { get; }

    /// <summary>The layer.</summary>
    public nn.Module<Tensor, Tensor> Layer { get; }

    /// <summary>The layer's own output at its last call, a part of the graph or its leaf; null if it was not called.</summary>
    public Tensor? Output { get; private set; }

    /// <summary>What would be left in the output's memory; null where nothing overwrites it.</summary>
    public Tensor? Left { get; private set; }

    /// <summary>What counts as the layer's output, as [N, C, h, w]: known once <see cref="LayOut"/> has succeeded.</summary>
    public Tensor? Maps { get; private set; }

    /// <summary>How the output holds its maps: known once <see cref="LayOut"/> has succeeded.</summary>
    public ActivationLayout? Layout { get; private set; }

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

    /// <summary>Lays the output of a finished pass out as maps; false where its shape is none that holds maps.</summary>
    public bool LayOut()
    {
        Layout = request.LayoutOf is null ? ActivationLayout.Guess(Output!.shape) : request.LayoutOf(Name);
        if (Layout is null || !Layout.Fits(Output!.shape))
        {
            return false;
        }

        Maps = Layout.ToMaps((request.Recorded == RecordedOutput.LeftInMemory ? Left : null) ?? Output!).DetachFromDisposeScope();
        return true;
    }

    /// <summary>Takes the hook away again; the tensors stay.</summary>
    public void Unhook()
    {
        unhook();
        watched = null;
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose()
    {
        Output?.Dispose();
        Left?.Dispose();
        Maps?.Dispose();
    }

    private Tensor Keep(nn.Module<Tensor, Tensor> module, Tensor input, Tensor output)
    {
        Dispose();
        Left = null;
        // Where nothing in front of the layer needs a graph, its output becomes the graph's leaf; of a layer alone that holds at each of its calls.
        bool isAlone = request is { Layers.Count: 1, AttentionGradients: false };
        bool cuts = request.NeedsGraph && !request.InputGradient && !request.Biases && (isAlone || !output.requires_grad);
        Tensor kept = cuts ? output.detach().requires_grad_() : output;
        Output = kept.alias().DetachFromDisposeScope();
        return watched = request.MayOverwrite ? kept.clone() : kept;
    }
}
