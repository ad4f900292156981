using GradCam.Numerics;

namespace GradCam.Runs.Tests.Metrics;

/// <summary>Every metric where its value can be computed by hand: a constant map, one pixel, ties, an empty truth.</summary>
public sealed class MetricCaseTests
{
    private const byte Dark = 128, Bright = 255;

    // The network's answers are float32.
    private const double Bound = 1e-6;

    /// <summary>One bright pixel, which alone the network sees.</summary>
    private static byte OnePixel(int y, int x) => (y, x) == (2, 5) ? Bright : Dark;

    private static float MarksIt(int y, int x) => (y, x) == (2, 5) ? 1 : 0;

    private static float MarksAnother(int y, int x) => (y, x) == (6, 1) ? 1 : 0;

    private static float Constant(int y, int x) => 3;

    [Fact]
    public void AverageDrop_OfAMapOfTheOnlyBrightPixel_LosesNothing_AndOfAnotherThreeTenths()
    {
        using HandCase hand = new(OnePixel);
        double f = HandCase.Probability(1);
        Assert.Equal(0, hand.Measure(new AverageDropMetric(), MarksIt)[0], Bound);
        Assert.Equal((f - 0.5) / f, hand.Measure(new AverageDropMetric(), MarksAnother)[0], Bound);
        // A constant map has the mask zero: all of the picture is gone.
        Assert.Equal((f - 0.5) / f, hand.Measure(new AverageDropMetric(), Constant)[0], Bound);
    }

    [Fact]
    public void IncreaseAndGain_WhereTheMaskTakesAwayWhatSpeaksAgainstTheClass_AreWhatItGains()
    {
        using HandCase hand = new((y, x) => (y, x) == (2, 5) ? (byte)1 : Dark);
        double f = HandCase.Probability(-1);
        Assert.Equal(1, hand.Measure(new IncreaseMetric(), MarksAnother)[0]);
        Assert.Equal(0, hand.Measure(new IncreaseMetric(), MarksIt)[0]);
        Assert.Equal((0.5 - f) / (1 - f), hand.Measure(new AverageGainMetric(), MarksAnother)[0], Bound);
        Assert.Equal(0, hand.Measure(new AverageGainMetric(), MarksIt)[0], Bound);
    }

    [Fact]
    public void AverageGain_WhereTheClassIsCertain_HasDigitsOfWhatIsLeft()
    {
        // One pixel speaks against the class, and the mask takes it away: the sum rises from 62 to 63, where float32 and double both round f to 1.
        using HandCase hand = new((y, x) => (y, x) == (2, 5) ? (byte)1 : Bright);
        double before = 1 / (1 + Math.Exp(62)), after = 1 / (1 + Math.Exp(63));
        Assert.Equal(1, HandCase.Probability(62));
        Assert.Equal((before - after) / before, hand.Measure(new AverageGainMetric(), (y, x) => 1 - MarksIt(y, x))[0], 1e-5);
        Assert.Equal(0, hand.Measure(new AverageGainMetric(), MarksIt)[0]);
    }

    [Theory]
    [InlineData(4, new[] { 0, 16, 32, 48, 64 })]
    [InlineData(3, new[] { 0, 21, 43, 64 })]
    public void Deletion_OfAMapThatFindsThePixelFirst_FallsAtTheFirstStep(int steps, int[] counts)
    {
        using HandCase hand = new(OnePixel);
        MetricResult found = hand.Result(new DeletionMetric { Steps = steps }, MarksIt);
        double f = HandCase.Probability(1);
        Assert.Equal([f, .. Enumerable.Repeat(0.5, steps)], found.Curves![0]!.Select(value => Math.Round(value, 6)).Select((value, i) => i == 0 ? f : value));
        Assert.Equal(0.5 + ((f - 0.5) / 2 * counts[1] / 64.0), found.Values[0], Bound);
    }

    [Fact]
    public void Insertion_OfAMapThatFindsThePixelFirst_RisesAtTheFirstStep()
    {
        using HandCase hand = new(OnePixel);
        double f = HandCase.Probability(1);
        Assert.Equal(f - ((f - 0.5) / 2 / 16), hand.Measure(new InsertionMetric(), MarksIt)[0], Bound);
    }

    [Fact]
    public void Deletion_OfAConstantMap_TakesPixelsInTheOrderOfChanceAndNotOfRows()
    {
        using HandCase rows = new((y, _) => y < 4 ? Bright : Dark);
        // By rows the first half would hold all 32 bright pixels.
        MetricResult found = rows.Result(new DeletionMetric { Steps = 2 }, Constant);
        int[] ties = Ranking.Ties(64, 0);
        int gone = ties[..32].Count(pixel => pixel / 8 < 4);
        Assert.InRange(gone, 8, 24);
        Assert.Equal(HandCase.Probability(32 - gone), found.Curves![0]![1], Bound);
    }

    [Fact]
    public void Steps_OfSeveralMetrics_ShareThePlainAndTheEmptyPicture()
    {
        using HandCase hand = new(OnePixel);
        MetricContext context = hand.Context(BrightNetwork.Map(MarksIt));
        MetricRun.Measure(context.Picture, [context], [new DeletionMetric(), new InsertionMetric(), new AverageDropMetric(), new IncreaseMetric()]);
        Assert.Equal(15 + 15 + 1 + 2, hand.Passes);
    }

    [Fact]
    public void Road_OfAPictureOfOneColour_ImputesThatColour()
    {
        using HandCase hand = new((_, _) => Dark);
        IReadOnlyList<double> found = hand.Measure(new RoadMetric(), MarksIt);
        // 0 everywhere, and noise of 0.01 on at most 51 pixels.
        Assert.All(found.Skip(1), value => Assert.InRange(value, 0.45, 0.55));
        Assert.Equal((found[2] - found[1]) / 2, found[0], 1e-12);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Pointing_FivePixelsFromTheObject_HitsFromAToleranceOfFive(int tolerance, bool hits)
    {
        using HandCase hand = new(OnePixel);
        // From (2, 5) to the object's (6, 2): 4 rows and 3 columns.
        Assert.Equal(hits ? 1 : 0, hand.Measure(new PointingMetric { Tolerance = tolerance }, MarksIt, (y, x) => y >= 6 && x <= 2)[0]);
    }

    [Fact]
    public void Pointing_WithTwoMaxima_TakesTheFirstInRowOrder()
    {
        using HandCase hand = new(OnePixel);
        float Two(int y, int x) => MarksIt(y, x) + MarksAnother(y, x);
        Assert.Equal(1, hand.Measure(new PointingMetric { Tolerance = 0 }, Two, (y, x) => (y, x) == (2, 5))[0]);
        Assert.Equal(0, hand.Measure(new PointingMetric { Tolerance = 0 }, Two, (y, x) => (y, x) == (6, 1))[0]);
    }

    [Fact]
    public void PointingAndEnergy_OfAConstantMap_MissAndAreUndefined()
    {
        using HandCase hand = new(OnePixel);
        Assert.Equal(0, hand.Measure(new PointingMetric { Tolerance = 50 }, Constant, (_, _) => true)[0]);
        Assert.Equal(double.NaN, hand.Measure(new EnergyMetric(), Constant, (_, _) => true)[0]);
    }

    [Fact]
    public void PointingAndEnergy_WithoutOrWithAnEmptyTruth_AreUndefined()
    {
        using HandCase hand = new(OnePixel);
        Assert.All((IMetric[])[new PointingMetric(), new EnergyMetric()], metric =>
        {
            Assert.Equal(double.NaN, hand.Measure(metric, MarksIt)[0]);
            Assert.Equal(double.NaN, hand.Measure(metric, MarksIt, (_, _) => false)[0]);
        });
    }

    [Fact]
    public void Energy_OfAMapHalfOnTheObject_IsAHalf()
    {
        using HandCase hand = new(OnePixel);
        Assert.Equal(0.5, hand.Measure(new EnergyMetric(), (y, x) => MarksIt(y, x) + MarksAnother(y, x), (y, _) => y < 4)[0], 1e-12);
    }

    [Fact]
    public void EntropyAndGini_OfOnePixelAndOfHalfThePicture_AreTheFormulas()
    {
        using HandCase hand = new(OnePixel);
        Assert.Equal(0, hand.Measure(new EntropyMetric(), MarksIt)[0], 1e-12);
        Assert.Equal(Math.Log(32), hand.Measure(new EntropyMetric(), (y, _) => y < 4 ? 1 : 0)[0], 1e-12);
        Assert.Equal(1 - (1.0 / 64), hand.Measure(new GiniMetric(), MarksIt)[0], 1e-12);
        Assert.Equal(0.5, hand.Measure(new GiniMetric(), (y, _) => y < 4 ? 1 : 0)[0], 1e-12);
        Assert.Equal(double.NaN, hand.Measure(new EntropyMetric(), Constant)[0]);
        Assert.Equal(double.NaN, hand.Measure(new GiniMetric(), Constant)[0]);
    }

    [Fact]
    public void Infidelity_OfAMapThatSaysWhatTheNetworkSees_IsNothing()
    {
        using HandCase hand = new((y, x) => (byte)(128 + ((7 * y) + x)));
        // The logit is the sum of the red numbers, so a square takes away just their sum.
        Assert.Equal(0, hand.Measure(new InfidelityMetric(), (y, x) => (7 * y) + x)[0], 1e-9);
        Assert.True(hand.Measure(new InfidelityMetric(), (y, x) => 56 - (7 * y) - x)[0] > 1e-3);
        Assert.Equal(double.NaN, hand.Measure(new InfidelityMetric(), Constant)[0]);
    }

    [Fact]
    public void MaxSensitivity_OfAMapThatIsZero_IsUndefined()
    {
        using HandCase hand = new(OnePixel);
        Assert.Equal(double.NaN, hand.Measure(new MaxSensitivityMetric { Draws = 1 }, (_, _) => -1)[0]);
    }

    [Fact]
    public void Coherency_OfAMapWithoutSpread_IsUndefined()
    {
        using HandCase hand = new(OnePixel);
        Assert.Equal(double.NaN, hand.Measure(new CoherencyMetric(), Constant)[0]);
        Assert.Equal(1, hand.Measure(new CoherencyMetric(), MarksIt)[0], 1e-6);
    }

    [Fact]
    public void RandomLogit_WhereTheClassDrawnIsTheOneComparedWith_IsUndefined()
    {
        using HandCase hand = new(OnePixel, versus: Target.Class(1));
        Assert.Equal([double.NaN, double.NaN], hand.Measure(new RandomLogitMetric(), MarksIt));
    }

    [Fact]
    public void RandomLogit_OfTwoClasses_IsTheOtherOne()
    {
        using HandCase hand = new(OnePixel);
        Assert.Equal(1, RandomLogitMetric.OtherThan(hand.Context(BrightNetwork.Map(MarksIt)).Picture));
    }
}
