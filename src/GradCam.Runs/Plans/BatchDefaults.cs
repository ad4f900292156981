namespace GradCam.Runs;

/// <summary>What a batch run uses where a manifest's row leaves a cell empty.</summary>
/// <param name="Networks">The networks, at least one unless every row names its own.</param>
/// <param name="Layer">The layer; null for each network's default.</param>
/// <param name="ClassId">The class; null for the predicted one.</param>
public sealed record BatchDefaults(IReadOnlyList<NetworkChoice> Networks, string? Layer = null, int? ClassId = null);
