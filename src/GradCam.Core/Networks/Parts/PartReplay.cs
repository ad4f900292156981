using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// What the parts of a network gave in one pass before a layer, so that later passes of the same picture, in which the layer gives something else, need not
/// compute them again.
/// </summary>
/// <remarks>Owned by whoever records it. Of parts that are called several times nothing is kept.</remarks>
internal sealed class PartReplay : IDisposable
{
    private readonly List<(nn.Module Part, Tensor Output)> finished = [];
    private readonly HashSet<nn.Module> again = new(ReferenceEqualityComparer.Instance);
    private Dictionary<nn.Module, Tensor>? kept;
    private int before;

    /// <summary>
    /// The pictures that outputs are repeated for where a pass replays them; 1 leaves that to operations that repeat by themselves. Default: 1.
    /// </summary>
    public long Copies { get; set; } = 1;

    /// <summary>The layer that gives something else later.</summary>
    public required nn.Module Layer { get; init; }

    /// <summary>Whether outputs are replayed: before that they are recorded.</summary>
    public bool IsClosed => kept is not null;

    /// <summary>Keeps the output of a part that is known not to depend on the layer, before or behind it.</summary>
    public void Keep(nn.Module part, Tensor output) => finished.Insert(before++, (part, output.alias().DetachFromDisposeScope()));

    /// <summary>What was kept of a part, for one picture; it stays the replay's.</summary>
    public Tensor Kept(nn.Module part) => kept![part];

    /// <summary>Runs a part, or gives what it gave.</summary>
    /// <param name="part">The part.</param>
    /// <param name="input">What it is called with.</param>
    /// <param name="compute">Runs it.</param>
    public Tensor Run(nn.Module part, Tensor input, Func<Tensor, Tensor> compute)
    {
        if (kept is not null)
        {
            return kept.TryGetValue(part, out Tensor? output) ? output.expand([Copies, .. output.shape[1..]]) : compute(input);
        }

        Tensor computed = compute(input);
        if (finished.Any(entry => ReferenceEquals(entry.Part, part)))
        {
            again.Add(part);
        }

        finished.Add((part, computed.alias().DetachFromDisposeScope()));
        return computed;
    }

    /// <summary>Says that the layer gives its output now: what was finished comes before it.</summary>
    public void Reach() => before = finished.Count;

    /// <summary>Ends the recording: from now on outputs are replayed.</summary>
    public void Close()
    {
        kept = new Dictionary<nn.Module, Tensor>(ReferenceEqualityComparer.Instance);
        foreach ((nn.Module part, Tensor output) in finished.Take(before).Where(entry => !again.Contains(entry.Part)))
        {
            kept.Add(part, output);
        }

        finished.Skip(before).ToList().ForEach(entry => entry.Output.Dispose());
        finished.RemoveRange(before, finished.Count - before);
    }

    /// <summary>Frees the outputs.</summary>
    public void Dispose() => finished.ForEach(entry => entry.Output.Dispose());
}
