using GradCam.Maps;

namespace GradCam.Core.Tests.Explaining;

/// <summary>Compares explanations to the bit.</summary>
internal static class SameExplanation
{
    /// <summary>Logits, maps and pictures are the same, and there is something in each map.</summary>
    public static void Assert(Explanation expected, Explanation actual)
    {
        Xunit.Assert.Equal<float>(expected.Logits, actual.Logits);
        Xunit.Assert.Equal(expected.Maps.Keys, actual.Maps.Keys);
        foreach ((string method, AttributionMap map) in expected.Maps)
        {
            Xunit.Assert.False(map.IsFlat, $"the {method} map of the test has no spread, so it tells nothing");
            Xunit.Assert.Equal<float>(map.Values, actual.Maps[method].Values);
        }

        Xunit.Assert.Equal(expected.Pictures.Keys, actual.Pictures.Keys);
        Xunit.Assert.All(expected.Pictures, picture => Xunit.Assert.Equal(picture.Value.Pixels, actual.Pictures[picture.Key].Pixels));
    }
}
