using System.Runtime.InteropServices;
using GradCam.Networks;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>
/// One picture's passes in which a layer gives something else than it gave. What comes before the layer is computed once where the network can be cut there;
/// where it cannot, the whole pass is.
/// </summary>
internal sealed class ReplacedLayer : IDisposable
{
    /// <summary>Another number of pictures moves logits by up to 2e-6 of the largest, values of the wrong picture by percents.</summary>
    private const float Rounding = 1e-3f;

    private readonly Network network;
    private readonly PassRequest request;
    private readonly Tensor input;
    private readonly nn.Module<Tensor, Tensor> layer;
    private readonly PartReplay replay;
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
        replay = new PartReplay { Layer = layer };
        int seen = 0;
        ActivationLayout? known = null;
        Tensor? given = null;
        // Parts and graphs give again what they gave; a graph that takes pictures in batches of a fixed number is filled up, and its values are not one picture's.
        bool isGraph = network.Module is OnnxNetwork;
        bool canReplay = network.IsOurs && (network.Module is NetworkPart || (isGraph && network.MaxBatch is null or 1));
        using Tensor logits = Run(input, canReplay ? replay : null, output =>
        {
            seen++;
            given ??= isGraph ? output.detach().DetachFromDisposeScope() : null;
            known = request.LayoutOf is null ? ActivationLayout.Guess(output.shape) : request.LayoutOf(request.Layers[0]);
            replay.Reach();
            return output;
        });
        replay.Close();
        (calls, layout) = (seen, known!);
        // A caller's module may lean on the number of its inputs, and of a layer that is called again the calls between cannot be left out.
        way = !canReplay || calls != 1 ? Way.Whole : isGraph ? Way.CutAndRepeated : Way.Cut;
        using Tensor? output = given;
        if (isGraph && !IsWhole && !Agrees(layout.ToMaps(output!), logits))
        {
            way = Way.Whole;
        }
    }

    /// <summary>How a pass with another output is run: each way serves where the one before it failed.</summary>
    private enum Way
    {
        /// <summary>What comes before the layer is there once, and operations that join it with what follows repeat it by themselves.</summary>
        Cut,

        /// <summary>What comes before is repeated as often as there are outputs, for joins that cannot: concatenations, and graphs, whose shapes are computed.</summary>
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
            catch (Exception failure) when (!IsWhole && failure is ExternalException or CheckpointException)
            {
                // libtorch refused shapes of which one is repeated and one is not, or a value of a graph cannot be repeated.
            }

            way++;
        }
    }

    /// <summary>Frees what was kept.</summary>
    public void Dispose() => replay.Dispose();

    /// <summary>
    /// Whether the layer's own output, twice, gives the network's own output twice: a graph may put the pictures of a batch anywhere in its values, and what comes before
    /// the layer is repeated where their shapes say.
    /// </summary>
    private bool Agrees(Tensor maps, Tensor logits)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor twice = maps.expand([network.MaxBatch ?? 2, .. maps.shape[1..]]);
        return (Logits(twice) - logits).abs().max().item<float>() <= Rounding * logits.abs().max().item<float>();
    }

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
