using System.Globalization;
using GradCam.Methods;

namespace GradCam.Runs;

/// <summary>What a method's numbers leave unaccounted for, in words.</summary>
internal static class GapText
{
    /// <summary>A method's gap.</summary>
    /// <param name="gap">The method's key and the share of the score.</param>
    public static string Of(KeyValuePair<string, double> gap) =>
        string.Create(CultureInfo.InvariantCulture, $"{ShownText.Of(MethodCatalog.TitleOf(gap.Key))} leaves {100 * gap.Value:0.00} % of the score unaccounted for");
}
