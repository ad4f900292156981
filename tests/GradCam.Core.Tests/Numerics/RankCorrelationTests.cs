using GradCam.Numerics;

namespace GradCam.Core.Tests.Numerics;

public class RankCorrelationTests
{
    /// <summary>By hand: 1 - 6 sum d² / (n (n² - 1)) without ties; with ties the ranks 0.5, 0.5, 2 against 0, 1, 2 give 1.5 / sqrt(1.5 x 2).</summary>
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 10, 20, 40, 30 }, 0.8)]
    [InlineData(new double[] { 1, 2, 3, 4 }, new double[] { 9, 7, 5, -1 }, -1)]
    [InlineData(new double[] { 1, 1, 2 }, new double[] { 1, 2, 3 }, 0.8660254037844386)]
    public void Of_TwoLists_IsAsByHand(double[] a, double[] b, double expected) => Assert.Equal(expected, RankCorrelation.Of(a, b), 1e-12);

    [Fact]
    public void Of_AListWithoutSpread_IsNotANumber() => Assert.True(double.IsNaN(RankCorrelation.Of([2, 2, 2], [1, 2, 3])));
}
