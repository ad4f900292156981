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

    [Theory]
    [InlineData(Baseline.Mean, 0.003112)]
    [InlineData(Baseline.Black, 0.014388)]
    public void IntegratedGradients_OfTheTinyNetwork_LeaveTheGapOfTheFigures(Baseline baseline, double gap) =>
        Assert.Equal(gap, Gap(new IntegratedGradientsMethod { Baseline = baseline }), 1e-6);

    private static double Gap(IAttributionMethod method)
    {
        using DisposeScope scope = NewDisposeScope();
        using var setting = new FigureSetting("tiny", ScalarType.Float64);
        Network network = setting.Network;
        var options = new ExplainOptions { Pictures = [], Methods = [method] };
        return PlanRun.Run(Plan.Create(network, options), setting.Input(), [[Target.Class(setting.ClassId)]], new StageClock())[0].Gaps[method.Key];
    }
}
