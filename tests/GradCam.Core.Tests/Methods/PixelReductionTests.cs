using System.Collections.Immutable;
using GradCam.Checking;
using GradCam.Maps;
using GradCam.Methods;

namespace GradCam.Core.Tests.Methods;

public class PixelReductionTests
{
    /// <summary>Two pixels: the first has 1, -4 and 2, the second 0, 3 and -3.</summary>
    private static readonly AttributionMap Colours = new(3, 1, 2, ImmutableArray.Create(1f, 0f, -4f, 3f, 2f, -3f));

    [Theory]
    [InlineData(GradientMethod.Name, 4f, 3f)]
    [InlineData(SmoothGradMethod.Name, 4f, 3f)]
    [InlineData(InputTimesGradientMethod.Name, 7f, 6f)]
    [InlineData(GuidedBackpropagationMethod.Name, 7f, 6f)]
    public void Reduce_AnAttributionOfEachColour_TakesTheLargestOfGradients_AndTheSumOfOthers(string method, float first, float second)
    {
        Assert.Equal<float>([first, second], PixelReduction.Reduce(method, Colours).Values);
        Assert.Equal((first - second) / first, CheckedMap.Of(method, Colours).Spread(), 1e-6);
    }

    [Fact]
    public void Reduce_AMapOfPositions_LeavesItAndItsSigns()
    {
        AttributionMap map = new(1, 1, 2, ImmutableArray.Create(-1f, 2f));

        Assert.Same(map, PixelReduction.Reduce(GradientMethod.Name, map));
        Assert.Equal(1, CheckedMap.Of(GradientMethod.Name, map).Spread());
    }
}
