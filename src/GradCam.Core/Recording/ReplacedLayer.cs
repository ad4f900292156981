using System.Runtime.InteropServices;
using GradCam.Networks;
using GradCam.Sources;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>
/// One picture's passes in which a layer gives something else than it gave. What comes before the layer is computed once where the network can be cut there;
/// where it cannot, the whole pass is.
/// </summary>
internal sealed class ReplacedLayer : IDisposable
{
    private readonly Network network;
    private readonly PassRequest request;
    private readonly Tensor input;
    private readonly nn.Module<Tensor, Tensor> layer;
    private readonly PartReplay replay = new();
    private readonly ActivationLayout layout;
    private readonly int calls;
    private Way way;

    /// <summary>Runs the picture once and keeps what comes before the layer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="request">How it is run; its first layer is meant.</param>
    /// <param name="input">[1, 3, S, S].</param>
    public ReplacedLayer(Network network, PassRequest request, Tensor input)
    {
        (this.network, this.input) = (network, input);
        this.request = request.OfLogits;
        layer = (nn.Module<Tensor, Tensor>)ModuleTree.Walk(network.Module).First(entry => entry.Name == request.Layers[0]).Module;
        int seen = 0;
        ActivationLayout? known = null;
        // Parts give again what they gave; a graph has none.
        bool hasParts = network.IsOurs && network.Module is NetworkPart;
        using Tensor logits = Run(input, hasParts ? replay : null, output =>
        {
            seen++;
            known = request.LayoutOf is null ? ActivationLayout.Guess(output.shape) : request.LayoutOf(request.Layers[0]);
            replay.Reach();
            return output;
        });
        replay.Close();
        (calls, layout) = (seen, known!);
        // A caller's module may lean on the number of its inputs, and of a layer that is called again the calls between cannot be left out.
        way = hasParts && calls == 1 ? Way.Cut : Way.Whole;
    }

    /// <summary>How a pass with another output is run: each way serves where the one before it failed.</summary>
    private enum Way
    {
        /// <summary>What comes before the layer is there once, and operations that join it with what follows repeat it by themselves.</summary>
        Cut,

        /// <summary>What comes before is repeated as often as there are outputs, for joins that cannot: concatenations.</summary>
        CutAndRepeated,

        /// <summary>The whole network is run.</summary>
        Whole,
    }

    /// <summary>Whether every pass is a whole one.</summary>
    public bool IsWhole => way == Way.Whole;

    /// <summary>The network's output where the layer gives these maps.</summary>
    /// <param name="activations">[M, C, h, w].</param>
    /// <returns>[M, classes]; the caller's.</returns>
    public Tensor Logits(Tensor activations)
    {
        while (true)
        {
            try
            {
                Tensor logits = Run(activations);
                if (logits.shape[0] == activations.shape[0])
                {
                    return logits;
                }

                long rows = logits.shape[0];
                logits.Dispose();
                if (IsWhole)
                {
                    throw new UsageException($"the network gives {rows} rows for {activations.shape[0]} pictures: give one that treats each picture by itself");
                }
            }
            catch (ExternalException) when (way != Way.Whole)
            {
                // libtorch refused shapes of which one is repeated and one is not.
            }

            way++;
        }
    }

    /// <summary>Frees what was kept.</summary>
    public void Dispose() => replay.Dispose();

    private Tensor Run(Tensor activations)
    {
        long count = activations.shape[0];
        replay.Copies = way == Way.CutAndRepeated ? count : 1;
        int seen = 0;
        return Run(IsWhole ? input.expand(count, -1, -1, -1) : input, IsWhole ? null : replay, output => ++seen == calls ? Laid(activations, output) : output);
    }

    private Tensor Laid(Tensor activations, Tensor output) => layout.FromMaps(activations, output.expand([activations.shape[0], .. output.shape[1..]]));

    private Tensor Run(Tensor pictures, PartReplay? with, Func<Tensor, Tensor> change)
    {
        using Lock.Scope alone = ModuleGate.Enter(network.Module);
        var hook = layer.register_forward_hook((_, _, output) => change(output));
        try
        {
            using Pass pass = Pass.Run(network.Module, pictures, request with { Replay = with, Alone = layer });
            return pass.Logits.alias();
        }
        finally
        {
            hook.remove();
        }
    }
}
