using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>What was found against the maps of a result, for tables.</summary>
internal static class ResultChecks
{
    /// <summary>The worst verdict on a result's maps; null where none was checked.</summary>
    public static MapVerdict? WorstOf(ResultRecord line) => line.Checks is { Count: > 0 } checks ? checks.Values.Max(check => check.Verdict) : null;

    /// <summary>That verdict as a word; empty where no map was checked.</summary>
    public static string WordOf(ResultRecord line) => WorstOf(line)?.ToString().ToLowerInvariant() ?? "";

    /// <summary>What speaks against which map; empty where nothing does.</summary>
    public static string ReasonsOf(ResultRecord line) => line.Checks is not { } checks
        ? ""
        : string.Join("; ", checks.Where(check => check.Value.Reason is not null).Select(check => $"{MethodCatalog.TitleOf(check.Key)}: {check.Value.Reason}"));
}
