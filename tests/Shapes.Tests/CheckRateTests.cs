using GradCam;
using GradCam.Methods;
using Shapes.Measuring;

namespace Shapes.Tests;

/// <summary>The check where the truth is known: "shapes checks --controls" counts on hundreds of scenes, here few are drawn, of the smallest network that ships.</summary>
public sealed class CheckRateTests
{
    private const int Seed = 616_161;

    private static readonly CheckRow[] Rows = Measure();

    [Fact]
    public void Check_OfMapsThatPoint_ContradictsNone()
    {
        CheckRow[] pointing = [.. Rows.Where(row => row.Map == GradCamMethod.Name && row.Points)];

        Assert.True(pointing.Length >= 6, $"{pointing.Length} of 8 maps point at an object");
        Assert.DoesNotContain(pointing, row => row.Verdict == MapVerdict.Contradicted);
    }

    [Theory]
    [InlineData(CheckTable.Random)]
    [InlineData(CheckTable.Redrawn)]
    [InlineData(CheckTable.Untrained + GradCamMethod.Name)]
    public void Check_OfMapsThatMeanNothing_ContradictsAll(string map) =>
        Assert.All(Rows.Where(row => row.Map == map), row => Assert.Equal(MapVerdict.Contradicted, row.Verdict));

    [Fact]
    public void Row_WrittenAndRead_IsTheSame()
    {
        CheckRow again = CheckRow.Parse(Rows[0].ToString());

        Assert.Equal((Rows[0].Scene, Rows[0].Map, Rows[0].Points, Rows[0].Verdict), (again.Scene, again.Map, again.Points, again.Verdict));
        Assert.Equal(Rows[0].Answers, again.Answers);
    }

    private static CheckRow[] Measure()
    {
        using Explainer explainer = Explainer.Load(Repository.WeightsOf("shufflenet_v2"));
        return [.. CheckTable.Measure(explainer, [new GradCamMethod()], Seed, 0, 8, controls: true).SelectMany(some => some)];
    }
}
