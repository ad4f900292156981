using GradCam.Maps;
using GradCam.Numerics;

namespace GradCam.Runs.Tests.Metrics;

/// <summary>Metrics against their definitions written as plain loops, on a picture and a mask without order, of which a quarter is tied.</summary>
public sealed class MetricOracleTests : IDisposable
{
    private const int Side = BrightNetwork.Side, Pixels = Side * Side, Seed = 5;

    // The network's answers are float32.
    private const double Bound = 2e-6;

    private static readonly double[] Levels = FormulaNumbers.Uniform("oracle/picture", Pixels);
    private static readonly double[] Mask = FormulaNumbers.Uniform("oracle/mask", Pixels);

    private readonly HandCase hand = new((y, x) => (byte)(98 + (60 * Levels[(y * Side) + x])), Seed);
    private readonly MetricContext context;
    private readonly double[] mask;
    private readonly double[] picture;

    public MetricOracleTests()
    {
        context = hand.Context(BrightNetwork.Map(Marks), OnObject);
        mask = Array.ConvertAll(context.Mask, value => (double)value);
        picture = Array.ConvertAll(context.Picture.Input, value => (double)value);
    }

    public void Dispose() => hand.Dispose();

    [Theory]
    [InlineData("mean")]
    [InlineData("black")]
    [InlineData("white")]
    [InlineData("blur")]
    public void MaskedPicture_OfABaseline_GivesDropIncreaseAndGainOfTheirFormulas(string name)
    {
        MetricBaseline baseline = Enum.Parse<MetricBaseline>(name, ignoreCase: true);
        double[] under = Under(name), masked = new double[picture.Length];
        for (int i = 0; i < masked.Length; i++)
        {
            masked[i] = under[i] + (mask[i % Pixels] * (picture[i] - under[i]));
        }

        double f = Probability(picture), g = Probability(masked);
        Assert.Equal(g < f ? (f - g) / f : 0, Measure(new AverageDropMetric { Baseline = baseline })[0], Bound);
        Assert.Equal(g > f ? 1 : 0, Measure(new IncreaseMetric { Baseline = baseline })[0]);
        Assert.Equal(g > f ? (g - f) / (1 - f) : 0, Measure(new AverageGainMetric { Baseline = baseline })[0], Bound);
    }

    [Theory]
    [InlineData("mean", 16)]
    [InlineData("black", 5)]
    [InlineData("white", 7)]
    [InlineData("blur", 3)]
    public void Deletion_AndInsertion_AreTheAreasUnderTheirSteps(string name, int steps)
    {
        MetricBaseline baseline = Enum.Parse<MetricBaseline>(name, ignoreCase: true);
        double[] under = Under(name);
        int[] order = Order();
        double deletion = 0, insertion = 0, before = 0, deletedBefore = 0, insertedBefore = 0;
        for (int step = 0; step <= steps; step++)
        {
            double[] deleted = [.. picture], inserted = [.. under];
            int count = ((step * Pixels) + (steps / 2)) / steps;
            for (int place = 0; place < count; place++)
            {
                for (int colour = 0; colour < 3; colour++)
                {
                    int at = (colour * Pixels) + order[place];
                    (deleted[at], inserted[at]) = (under[at], picture[at]);
                }
            }

            double share = (double)count / Pixels, ofDeleted = Probability(deleted), ofInserted = Probability(inserted);
            deletion += step == 0 ? 0 : (share - before) * (ofDeleted + deletedBefore) / 2;
            insertion += step == 0 ? 0 : (share - before) * (ofInserted + insertedBefore) / 2;
            (before, deletedBefore, insertedBefore) = (share, ofDeleted, ofInserted);
        }

        Assert.Equal(deletion, Measure(new DeletionMetric { Steps = steps, Baseline = baseline })[0], Bound);
        Assert.Equal(insertion, Measure(new InsertionMetric { Steps = steps, Baseline = baseline })[0], Bound);
    }

    [Fact]
    public void Road_OfThreeLevels_IsTheMeanOverWhatEliminationImputes()
    {
        int[] levels = [10, 50, 90];
        double[] sums = new double[2];
        foreach (int level in levels)
        {
            int count = ((level * Pixels) + 50) / 100;
            double[] noise = FormulaNumbers.Gaussian($"road/{level}", 3 * Pixels, Seed);
            int[][] missing = [Order()[..count], Order()[^count..]];
            for (int end = 0; end < 2; end++)
            {
                double[] imputed = ImputationTests.Eliminated(context.Picture.Input, Side, missing[end]);
                foreach (int pixel in missing[end])
                {
                    for (int colour = 0; colour < 3; colour++)
                    {
                        imputed[(colour * Pixels) + pixel] += 0.01 * noise[(colour * Pixels) + pixel];
                    }
                }

                sums[end] += Probability(imputed);
            }
        }

        IReadOnlyList<double> found = Measure(new RoadMetric { Levels = levels });
        Assert.Equal([(sums[1] - sums[0]) / 6, sums[0] / 3, sums[1] / 3], found, (one, other) => Math.Abs(one - other) <= Bound);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(9)]
    public void Pointing_WithATolerance_HitsWhereAnyPixelOfTheObjectIsSoNear(int tolerance)
    {
        int first = Array.IndexOf(mask, mask.Max());
        bool hits = false;
        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            int down = (pixel / Side) - (first / Side), right = (pixel % Side) - (first % Side);
            hits |= OnObject(pixel / Side, pixel % Side) && Math.Sqrt((down * down) + (right * right)) <= tolerance;
        }

        Assert.Equal(hits ? 1 : 0, Measure(new PointingMetric { Tolerance = tolerance })[0]);
    }

    [Fact]
    public void EnergyEntropyAndGini_OfAMask_AreTheirSums()
    {
        double sum = mask.Sum(), on = 0, entropy = 0, differences = 0;
        for (int i = 0; i < Pixels; i++)
        {
            on += OnObject(i / Side, i % Side) ? mask[i] : 0;
            entropy -= mask[i] > 0 ? mask[i] / sum * Math.Log(mask[i] / sum) : 0;
            for (int j = 0; j < Pixels; j++)
            {
                differences += Math.Abs(mask[i] - mask[j]);
            }
        }

        Assert.Equal(on / sum, Measure(new EnergyMetric())[0], 1e-12);
        Assert.Equal(entropy, Measure(new EntropyMetric())[0], 1e-12);
        // Half the mean absolute difference, as a share of the mean: Gini's own definition.
        Assert.Equal(differences / (2 * Pixels * sum), Measure(new GiniMetric())[0], 1e-12);
    }

    [Fact]
    public void Infidelity_OfAnAttributionOfEachColour_IsTheMeanSquareOverSquaresAndOverNoise()
    {
        const int draws = 6, width = 2;
        float[] attribution = [.. FormulaNumbers.Uniform("oracle/attribution", 3 * Pixels).Select(value => (float)((2 * value) - 1))];
        double sigma = 0.2 * (picture.Max() - picture.Min());
        double[] said = new double[draws], done = new double[draws], saidOfNoise = new double[draws], doneByNoise = new double[draws];
        for (int m = 0; m < draws; m++)
        {
            double[] corner = FormulaNumbers.Uniform($"infidelity-square/{m}", 2, Seed), noise = FormulaNumbers.Gaussian($"infidelity/{m}", 3 * Pixels, Seed);
            int top = (int)(corner[0] * (Side - width + 1)), left = (int)(corner[1] * (Side - width + 1));
            for (int i = 0; i < 3 * Pixels; i++)
            {
                int row = i % Pixels / Side, column = i % Side;
                bool isGone = row >= top && row < top + width && column >= left && column < left + width;
                said[m] += isGone ? attribution[i] : 0;
                done[m] += isGone && i < Pixels ? picture[i] : 0;
                saidOfNoise[m] += sigma * noise[i] * attribution[i];
                doneByNoise[m] += i < Pixels ? sigma * noise[i] : 0;
            }
        }

        var metric = new InfidelityMetric { Draws = draws, Square = 0.25, Level = 0.2 };
        MetricContext ofColours = new(context.Picture, context.Layer, "inputxgradient", new AttributionMap(3, Side, Side, [.. attribution]));
        IReadOnlyList<double> found = MetricRun.Measure(context.Picture, [ofColours], [metric])[0][0].Values;
        double[] expected = [MeanSquare(said, done, Factor(said, done)), MeanSquare(said, done, 1), MeanSquare(saidOfNoise, doneByNoise, Factor(saidOfNoise, doneByNoise)), MeanSquare(saidOfNoise, doneByNoise, 1)];
        Assert.Equal(expected, found, (one, other) => Math.Abs(one - other) <= 1e-5 * Math.Max(1, one));
    }

    /// <summary>The map of this network is what is positive of the red numbers.</summary>
    [Fact]
    public void MaxSensitivity_OfAMapOfTheRedNumbers_IsTheLargestMove()
    {
        const int draws = 4;
        const double radius = 0.3;
        MetricContext own = new(context.Picture, context.Layer, "gradcam", BrightNetwork.Map((y, x) => (float)picture[(y * Side) + x]));
        double norm = picture[..Pixels].Sum(value => Math.Pow(Math.Max(value, 0), 2)), worst = 0;
        for (int m = 0; m < draws; m++)
        {
            double[] uniform = FormulaNumbers.Uniform($"max-sensitivity/{m}", 3 * Pixels, Seed);
            double moved = 0;
            for (int i = 0; i < Pixels; i++)
            {
                moved += Math.Pow(Math.Max(picture[i] + (radius * ((2 * uniform[i]) - 1)), 0) - Math.Max(picture[i], 0), 2);
            }

            worst = Math.Max(worst, Math.Sqrt(moved / norm));
        }

        Assert.Equal(worst, MetricRun.Measure(own.Picture, [own], [new MaxSensitivityMetric { Draws = draws, Radius = radius }])[0][0].Values[0], 1e-5);
    }

    [Fact]
    public void Coherency_OfAMask_IsItsLikenessToThatOfTheMaskedPicture()
    {
        double[] again = new double[Pixels];
        for (int i = 0; i < Pixels; i++)
        {
            again[i] = Math.Max(mask[i] * picture[i], 0);
        }

        Assert.Equal((Correlation(mask, again) + 1) / 2, Measure(new CoherencyMetric())[0], 1e-5);
    }

    /// <summary>What randomisation and random logit compare maps by.</summary>
    [Fact]
    public void Likeness_OfTwoMasks_IsTheirRanksCorrelationAndTheMeanOverWindows()
    {
        double[] other = [.. FormulaNumbers.Uniform("oracle/other", Pixels).Select(value => Math.Round(8 * value) / 8)];
        double total = 0;
        for (int top = 0; top + 7 <= Side; top++)
        {
            for (int left = 0; left + 7 <= Side; left++)
            {
                double[] a = Window(mask, top, left), b = Window(other, top, left);
                double meanA = a.Average(), meanB = b.Average(), varianceA = Covariance(a, a), varianceB = Covariance(b, b);
                total += ((2 * meanA * meanB) + 1e-4) * ((2 * Covariance(a, b)) + 9e-4)
                    / (((meanA * meanA) + (meanB * meanB) + 1e-4) * (varianceA + varianceB + 9e-4));
            }
        }

        Assert.Equal(total / 4, Similarity.Ssim(context.Mask, Array.ConvertAll(other, value => (float)value), Side), 1e-12);
        Assert.Equal(Correlation(Ranks(mask), Ranks(other)), RankCorrelation.Of(mask, other), 1e-12);
    }

    /// <summary>Zero at every fourth pixel and in steps elsewhere, so that there are ties of both kinds.</summary>
    private static float Marks(int y, int x) => x % 4 == 1 ? -1 : (float)(Math.Round(20 * Mask[(y * Side) + x]) / 20);

    private static bool OnObject(int y, int x) => y >= 5 && x is >= 2 and < 5;

    private IReadOnlyList<double> Measure(IMetric metric) => MetricRun.Measure(context.Picture, [context], [metric])[0][0].Values;

    private static double Probability(double[] input) => HandCase.Probability(input[..Pixels].Sum());

    private int[] Order()
    {
        double[] chance = FormulaNumbers.Uniform("ranking", Pixels, Seed);
        return [.. Enumerable.Range(0, Pixels).OrderByDescending(i => mask[i]).ThenBy(i => chance[i]).ThenBy(i => i)];
    }

    private double[] Under(string baseline)
    {
        double[] under = new double[3 * Pixels];
        for (int i = 0; i < under.Length; i++)
        {
            under[i] = baseline switch { "mean" => 0, "black" => -128.0 / 127, "white" => 1, _ => Blurred(i) };
        }

        return under;
    }

    private double Blurred(int i)
    {
        double sum = 0, weights = 0;
        for (int down = -5; down <= 5; down++)
        {
            for (int right = -5; right <= 5; right++)
            {
                double weight = Math.Exp(-((down * down) + (right * right)) / 50.0);
                weights += weight;
                sum += weight * picture[(i / Pixels * Pixels) + (Mirrored((i % Pixels / Side) + down) * Side) + Mirrored((i % Side) + right)];
            }
        }

        return sum / weights;
    }

    private static int Mirrored(int place) => place < 0 ? -place : place >= Side ? (2 * (Side - 1)) - place : place;

    private static double Factor(double[] said, double[] done) => said.Zip(done, (a, d) => a * d).Sum() / said.Sum(a => a * a);

    private static double MeanSquare(double[] said, double[] done, double factor) => said.Zip(done, (a, d) => Math.Pow((factor * a) - d, 2)).Average();

    private static double[] Window(double[] plane, int top, int left) =>
        [.. from y in Enumerable.Range(top, 7) from x in Enumerable.Range(left, 7) select plane[(y * Side) + x]];

    private static double Covariance(double[] a, double[] b) => a.Zip(b, (one, other) => (one - a.Average()) * (other - b.Average())).Sum() / (a.Length - 1);

    private static double Correlation(double[] a, double[] b) => Covariance(a, b) / Math.Sqrt(Covariance(a, a) * Covariance(b, b));

    private static double[] Ranks(double[] values) =>
        Array.ConvertAll(values, value => values.Count(other => other < value) + ((values.Count(other => other == value) - 1) / 2.0));
}
