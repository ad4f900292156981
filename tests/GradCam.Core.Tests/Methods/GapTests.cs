using GradCam.Methods;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>Methods whose numbers add up to the score say how far they do.</summary>
public class GapTests
{
    /// <summary>2e-16 was measured in a piecewise linear network in float64: a layer that is forgotten shows.</summary>
    private const double Completeness = 1e-12;

    [Fact]
    public void FullGrad_OfAPiecewiseLinearNetwork_AccountsForAllOfTheScore() => Assert.InRange(Gap(new FullGradMethod()), 0, Completeness);

    /// <summary>Both numbers were written down by the program in Python that made the figures, in float64.</summary>
    [Theory]
    [InlineData(Baseline.Mean, 0.00311226255815258)]
    [InlineData(Baseline.Black, 0.014387549383062543)]
    public void IntegratedGradients_OfTheTinyNetwork_LeaveTheGapOfTheFigures(Baseline baseline, double gap) =>
        Assert.Equal(gap, Gap(new IntegratedGradientsMethod { Baseline = baseline }), 1e-9);

    private static double Gap(IAttributionMethod method)
    {
        using DisposeScope scope = NewDisposeScope();
        using var setting = new FigureSetting("tiny", ScalarType.Float64);
        Network network = setting.Network;
        var options = new ExplainOptions { Pictures = [], Methods = [method] };
        return PlanRun.Run(Plan.Create(network, options), setting.Input(), [[Target.Class(setting.ClassId)]], new StageClock())[0].Gaps[method.Key];
    }
}
