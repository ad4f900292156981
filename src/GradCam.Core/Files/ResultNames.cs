using System.Globalization;

namespace GradCam.Files;

/// <summary>The one place that makes the names of result files: <c>{stem}-{network}[-{layer}][-class{id}][-score{n}]-{key}.{ending}</c>.</summary>
internal static class ResultNames
{
    private static readonly char[] NotInNames = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

    /// <summary>The beginning that the files of one explanation share.</summary>
    /// <param name="stem">The picture's name without its ending; folders, with <c>/</c>, stay.</param>
    /// <param name="network">The network's name.</param>
    /// <param name="layer">The layer where several were asked for, else null.</param>
    /// <param name="classId">The class where several were asked for, else null.</param>
    /// <param name="score">The score's number, from 1, where one class has several at one layer, else null.</param>
    public static string Prefix(string stem, string network, string? layer = null, int? classId = null, int? score = null)
    {
        string prefix = $"{stem}-{Safe(network)}";
        prefix = layer is null ? prefix : $"{prefix}-{Safe(layer)}";
        prefix = classId is { } id ? string.Create(CultureInfo.InvariantCulture, $"{prefix}-class{id}") : prefix;
        return score is { } number ? string.Create(CultureInfo.InvariantCulture, $"{prefix}-score{number}") : prefix;
    }

    /// <summary>A name of a network's own making without what no file's name may hold.</summary>
    private static string Safe(string name) => string.Join('_', name.Split(NotInNames));
}
