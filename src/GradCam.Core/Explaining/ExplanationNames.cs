using GradCam.Files;

namespace GradCam;

/// <summary>The names of the files of one picture's explanations: layer and class stand in them only where there are several.</summary>
internal sealed class ExplanationNames(string stem, IReadOnlyList<Explanation> explanations)
{
    private readonly bool layers = explanations.Any(explanation => explanation.Layer != explanations[0].Layer);
    private readonly bool classes = explanations.Any(explanation => explanation.Class.Id != explanations[0].Class.Id);

    /// <summary>The beginning that the files of all of them share.</summary>
    public string Shared { get; } = ResultNames.Prefix(stem, explanations[0].Provenance.Network);

    /// <summary>The beginning of an explanation's files.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="key">The method or picture whose file it is; null for one that speaks of all.</param>
    public string Prefix(Explanation explanation, string? key = null) => ResultNames.Prefix(
        stem,
        explanation.Provenance.Network,
        layers && (key is null || !explanation.WithoutLayer.Contains(key)) ? explanation.Layer : null,
        classes ? explanation.Class.Id : null,
        NumberOf(explanation));

    /// <summary>Which of several scores of its class at its layer an explanation is of; null where there is one.</summary>
    private int? NumberOf(Explanation explanation)
    {
        Explanation[] same = [.. explanations.Where(other => (other.Layer, other.Class.Id) == (explanation.Layer, explanation.Class.Id))];
        return same.Length > 1 ? Array.FindIndex(same, other => ReferenceEquals(other, explanation)) + 1 : null;
    }
}
