using GradCam.Runs;

namespace GradCam.Cli.Commands;

/// <summary>The networks of a batch, each loaded once: what was loaded to be measured is what runs.</summary>
/// <param name="call">The call.</param>
/// <param name="files">The checkpoint of each network.</param>
internal sealed class BatchNetworks(BatchCall call, IReadOnlyDictionary<NetworkChoice, string> files) : IDisposable
{
    private readonly Dictionary<NetworkChoice, Explainer> loaded = [];

    /// <summary>Every network; they stay this object's until they are taken.</summary>
    public IReadOnlyCollection<Explainer> LoadAll()
    {
        foreach (NetworkChoice choice in files.Keys)
        {
            loaded.Add(choice, Load(choice));
        }

        return loaded.Values;
    }

    /// <summary>A network, loaded if it is not; it is the caller's then.</summary>
    public Explainer Take(NetworkChoice choice) => loaded.Remove(choice, out Explainer? explainer) ? explainer : Load(choice);

    /// <summary>Frees what nobody took.</summary>
    public void Dispose()
    {
        foreach (Explainer explainer in loaded.Values)
        {
            explainer.Dispose();
        }

        loaded.Clear();
    }

    private Explainer Load(NetworkChoice choice)
    {
        Processors.Use(call.Threads);
        return Explainer.Load(files[choice], BatchWeights.Options(call, choice));
    }
}
