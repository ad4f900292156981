namespace GradCam.Methods;

/// <summary>The one list of methods: help, documentation and tests read it.</summary>
public static class MethodCatalog
{
    /// <summary>Every method, with its default parameters.</summary>
    public static IReadOnlyList<IAttributionMethod> All { get; } =
    [
        new GradCamMethod(),
        new GradCamPlusPlusMethod(),
        new GuidedBackpropagationMethod(),
    ];

    /// <summary>The method of a key.</summary>
    /// <param name="key">A key, in any letter case.</param>
    /// <exception cref="UsageException">No method has this key; the message gives the nearest ones.</exception>
    public static IAttributionMethod Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (All.FirstOrDefault(method => method.Key.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return found;
        }

        IReadOnlyList<string> near = NearestNames.Of(key, All.Select(method => method.Key));
        string meant = near.Count == 0 ? "" : $"did you mean {string.Join(" or ", near)}? ";
        throw new UsageException($"there is no method '{key}': {meant}The methods are {string.Join(", ", All.Select(method => method.Key))}");
    }
}
