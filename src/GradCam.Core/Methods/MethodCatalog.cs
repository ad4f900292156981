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
        return All.FirstOrDefault(method => method.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageException($"method '{key}' does not exist{NameAdvice.For(key, All.Select(method => method.Key))}") { Name = "method" };
    }
}
