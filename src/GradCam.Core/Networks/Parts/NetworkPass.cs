using System.Collections.Frozen;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// One forward pass as a network's parts see it: what its rectifiers guard in a backward pass through it, what torchvision's
/// in-place operations would have left in memory, and the normalisations that are folded into convolutions. While a pass is
/// open on a thread, the parts called on that thread belong to it.
/// </summary>
/// <remarks>Each rectifier keeps its pass for the backward pass, which may run on another thread: nothing is static then.</remarks>
internal sealed class NetworkPass : IDisposable
{
    [ThreadStatic]
    private static NetworkPass? current;

    private Tensor? returned;

    /// <summary>The pass that is open on this thread; null outside one.</summary>
    public static NetworkPass? Current => current;

    /// <summary>The rule that rectifiers follow in a backward pass; may change between two of them. Default: none.</summary>
    public RectifierGuard Guard { get; set; } = RectifierGuard.None;

    /// <summary>Whether a backward pass may follow another rule than the derivative's: where it never will, rectifiers are libtorch's own. Default: true.</summary>
    public bool MayGuard { get; init; } = true;

    /// <summary>Whether that rule may be deconvolution, which goes round rectifiers: only then are they handed their inputs. Default: true.</summary>
    public bool MayDeconvolve { get; init; } = true;

    /// <summary>Convolutions with the normalisation behind them folded in; null (the default) where each layer runs by itself.</summary>
    public FoldedNorms? Folded { get; init; }

    /// <summary>Layers that run by themselves, so that their own output can be recorded: they and their neighbours are not folded. Default: none.</summary>
    public IReadOnlySet<nn.Module> Apart { get; init; } = FrozenSet<nn.Module>.Empty;

    /// <summary>Keeps what parts give, or gives it again; null (the default) where every part is computed.</summary>
    public PartReplay? Replay { get; init; }

    /// <summary>The kinds of rectifiers that were called so far.</summary>
    public RectifierKinds Called { get; private set; }

    /// <summary>
    /// Told of each operation that torchvision does in place, in order: the tensor as it was, and the tensor that would have
    /// taken its memory. (Networks here work out of place.)
    /// </summary>
    public Action<Tensor, Tensor>? Overwritten { get; init; }

    /// <summary>
    /// Told of the weights of each attention in order: [N,heads,tokens,tokens], or with windows in the place of pictures or behind them. A
    /// listener that keeps one takes it out of the dispose scope: the values were mixed by this very tensor, so that gradients reach it.
    /// </summary>
    public Action<Tensor>? Attended { get; init; }

    /// <summary>Opens this pass on the thread, until what is returned is disposed.</summary>
    public Opened Open() => new(this);

    /// <summary>Frees the last gradient that a rectifier returned.</summary>
    public void Dispose() => Interlocked.Exchange(ref returned, null)?.Dispose();

    /// <summary>
    /// Owns a gradient that a rectifier returns until the next one returns: libtorch has taken its own reference by then, and
    /// waiting for the finalizer instead would hold every gradient of a pass (about 100 MB a picture).
    /// </summary>
    public Tensor Keep(Tensor gradient)
    {
        Interlocked.Exchange(ref returned, gradient)?.Dispose();
        return gradient;
    }

    public void Note(RectifierKinds kind, Tensor before, Tensor after)
    {
        Called |= kind;
        Overwritten?.Invoke(before, after);
    }

    /// <summary>A pass that is open on the thread; disposing opens the one again that was open before.</summary>
    public readonly struct Opened : IDisposable
    {
        private readonly NetworkPass? outer;

        public Opened(NetworkPass pass) => (outer, current) = (current, pass);

        /// <inheritdoc/>
        public void Dispose() => current = outer;
    }
}
