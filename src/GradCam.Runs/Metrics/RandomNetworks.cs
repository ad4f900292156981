using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>The parameters that take the place of a network's own, drawn once for all its pictures: they take as much memory as the network's own.</summary>
/// <param name="draw">Draws the parameters of a step; null where the network has none.</param>
internal sealed class RandomNetworks(Func<RandomisedStep, RandomisedParameters?> draw) : IDisposable
{
    private readonly Dictionary<RandomisedStep, RandomisedParameters?> drawn = [];

    /// <summary>The parameters of a step; null where the network has none.</summary>
    public RandomisedParameters? ParametersOf(RandomisedStep step)
    {
        if (!drawn.TryGetValue(step, out RandomisedParameters? parameters))
        {
            drawn[step] = parameters = draw(step);
        }

        return parameters;
    }

    /// <summary>Frees them.</summary>
    public void Dispose()
    {
        foreach (RandomisedParameters? parameters in drawn.Values)
        {
            parameters?.Dispose();
        }

        drawn.Clear();
    }
}
