using GradCam.Methods;

namespace GradCam;

/// <summary>What should be known of a result before its maps are believed, in sentences.</summary>
internal static class ResultRemarks
{
    /// <summary>What the methods warn of, and which maps have nothing to show.</summary>
    public static IEnumerable<string> Of(ResultRecord record) => Of(record.Warnings ?? [], record.Flat, record.Layer, record.ClassId);

    /// <summary>The same of an explanation.</summary>
    public static IEnumerable<string> Of(Explanation explanation) => Of(explanation.Warnings, explanation.Flat, explanation.Layer, explanation.Class.Id);

    private static IEnumerable<string> Of(IReadOnlyList<string> warnings, IReadOnlyList<string> flat, string? layer, int? classId) =>
    [
        .. warnings,
        .. flat.Select(method => $"the {MethodCatalog.TitleOf(method)} map of layer {layer} for class {classId} is the same everywhere: its mask is zero"),
    ];
}
