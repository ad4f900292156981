namespace GradCam.Runs;

/// <summary>What a batch run uses where a manifest's row leaves a cell empty.</summary>
/// <param name="Networks">The networks, at least one unless every row names its own.</param>
internal sealed record BatchDefaults(IReadOnlyList<NetworkChoice> Networks)
{
    /// <summary>The layers, by their dotted module names, or <see cref="ExplainOptions.WholeMap"/>. Default: none, which means each network's default layer.</summary>
    public IReadOnlyList<string> Layers { get; init; } = [];

    /// <summary>The classes. Default: the predicted one.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = ExplainOptions.Default.Targets;
}
