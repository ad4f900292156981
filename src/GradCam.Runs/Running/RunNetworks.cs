using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>The networks of a run, of which one is in memory at a time.</summary>
/// <param name="files">The checkpoint of each network, in the plan's order.</param>
/// <param name="options">How they are loaded.</param>
internal sealed class RunNetworks(IReadOnlyDictionary<NetworkChoice, string> files, LoadOptions options) : IDisposable
{
    private (NetworkChoice Choice, Explainer Explainer)? held;

    /// <summary>Loads each network in turn and looks at it; the first one of the plan is the last, and stays for <see cref="Take"/>.</summary>
    /// <param name="look">What is done with it.</param>
    /// <param name="cancellationToken">Ends the work before the next network is loaded.</param>
    public void Inspect(Action<NetworkChoice, Explainer> look, CancellationToken cancellationToken = default)
    {
        foreach (NetworkChoice choice in files.Keys.Reverse())
        {
            cancellationToken.ThrowIfCancellationRequested();
            look(choice, Hold(choice));
        }
    }

    /// <summary>A network, loaded if it is not; it is the caller's then.</summary>
    public Explainer Take(NetworkChoice choice)
    {
        Explainer explainer = Hold(choice);
        held = null;
        return explainer;
    }

    /// <summary>A network that explains as a run asks, and measures too where it asks for that; it is the caller's then.</summary>
    /// <param name="choice">Which network.</param>
    /// <param name="run">What the run asks for.</param>
    /// <param name="methods">Told of passes; null for nobody.</param>
    public IPictureExplainer Open(NetworkChoice choice, RunOptions run, IProgress<MethodProgress>? methods) => run.Evaluation is { } evaluation
        ? new MeasuringExplainer(Take(choice), run.Maps, evaluation, methods)
        : new NetworkExplainer(Take(choice), run.Maps, methods);

    /// <summary>Frees what nobody took.</summary>
    public void Dispose()
    {
        held?.Explainer.Dispose();
        held = null;
    }

    private Explainer Hold(NetworkChoice choice)
    {
        if (held?.Choice != choice)
        {
            Dispose();
            held = (choice, Explainer.Load(files[choice], options with { Network = choice.IsModel ? null : choice.Network, PublishedByDefault = choice.WeightPath is null }));
        }

        return held!.Value.Explainer;
    }
}
