using System.Globalization;

namespace GradCam.Runs.Tests.Reports;

/// <summary>Which row of an evaluation comes first where values are undefined, by hand.</summary>
public sealed class EvaluationRankingTests
{
    private static readonly MetricPart Energy = new EnergyMetric().Parts[0];

    private static readonly Bootstrap Intervals = new(resamples: 100, confidence: 0.95, seed: 0);

    /// <summary>The one's mean, 0.8, is of the two easy pictures alone; the other's, 0.5, of all four, and on each of the easy ones it is 0.1 better.</summary>
    [Fact]
    public void Choice_OfAMeanOverEasierPictures_IsTheOneThatIsBetterOnTheSharedOnes()
    {
        EvaluationTable table = Table(("gradcam", [null, null, 0.8, 0.8]), ("layercam", [0.1, 0.1, 0.9, 0.9]));

        EvaluationChoice choice = Assert.Single(EvaluationChoice.Of(table, Energy, Intervals));

        Assert.Equal("layercam", choice.Best.Row.Method);
        Assert.Equal("vgg16: layercam at last is best by energy, 0.5000; its lead over gradcam at last is 0.1000, interval 0.1000 to 0.1000", choice.Sentence);
    }

    [Fact]
    public void Choice_OfRowsWithoutASharedPicture_SaysThatTheyAreNotCompared()
    {
        EvaluationTable table = Table(("gradcam", [0.8, null]), ("layercam", [null, 0.9]));

        Assert.Equal(
            "vgg16: layercam at last is best by energy, 0.9000; gradcam at last was measured on other pictures, so that the two are not compared",
            Assert.Single(EvaluationChoice.Of(table, Energy, Intervals)).Sentence);
    }

    [Fact]
    public void Choice_OnOnePicture_TellsNothingOfOthers()
    {
        EvaluationTable table = Table(("gradcam", [0.8]), ("layercam", [0.9]));

        Assert.EndsWith(
            "; its lead over gradcam at last is 0.1000 on the one picture that both have, which tells nothing of others",
            Assert.Single(EvaluationChoice.Of(table, Energy, Intervals)).Sentence,
            StringComparison.Ordinal);
    }

    /// <summary>Each of the three is better than the next on the one pair of pictures that the two share: there is no best, and the best mean comes first.</summary>
    [Fact]
    public void Choice_WhereEveryRowHasABetterOne_IsTheBestMeanAndSaysSo()
    {
        EvaluationTable table = Table(
            ("gradcam", [0.1, 0.1, null, null, 0.5, 0.5]),
            ("layercam", [0.2, 0.2, 0.1, 0.1, null, null]),
            ("fem", [null, null, 0.9, 0.9, 0.4, 0.4]));

        Assert.Equal(
            "vgg16: fem at last is best by energy, 0.6500; its lead over gradcam at last is -0.1000, interval -0.1000 to -0.1000, so that no method is best throughout",
            Assert.Single(EvaluationChoice.Of(table, Energy, Intervals)).Sentence);
    }

    [Fact]
    public void Ranking_OfARowWithoutAValue_HasItLastWithItsCount_AndNothingIsChosenByItAlone()
    {
        EvaluationTable table = Table(("gradcam", [null, null]), ("layercam", [0.1, null]));
        RankedMethod[] ranked = [.. EvaluationRanking.Of(table, "vgg16", Energy, Intervals).Methods];

        Assert.Equal(["layercam", "gradcam"], ranked.Select(row => row.Row.Method));
        Assert.Equal([(1, 1), (0, 2)], ranked.Select(row => (row.Mean.Count, row.Undefined)));
        Assert.Empty(EvaluationChoice.Of(Table(("gradcam", [null, null])), Energy, Intervals));
        Assert.Contains(
            "| gradcam | last | – | – | 0 | 2 | – | – |",
            new EvaluationSummary(table, new EvaluationOptions { Metrics = [new EnergyMetric()] }, Intervals).Write([]),
            StringComparison.Ordinal);
    }

    /// <summary>The last of 2,100 pictures is the only one on which the two differ by more than a little.</summary>
    [Fact]
    public void PagesPictures_OfMoreThanAPageHolds_AreThoseThatDifferMost()
    {
        double?[] alike = [.. Enumerable.Repeat<double?>(0.5, 2100)];
        double?[] other = [.. alike.Select((value, i) => i == 2099 ? 0.9 : value + (i % 100 == 0 ? 0.01 : 0))];
        EvaluationTable table = Table(("gradcam", alike), ("layercam", other));

        IReadOnlyList<MeasuredSubject> held = DifferingSubjects.Of(table, [Energy.Name]);

        Assert.Equal(12, held.Count);
        Assert.Contains(held, subject => subject.Image == "2099.png");
        Assert.Equal(2000, DifferingSubjects.Of(Table(("gradcam", alike[..2000])), [Energy.Name]).Count);
    }

    private static EvaluationTable Table(params (string Method, double?[] Values)[] rows)
    {
        EvaluationTable table = new();
        for (int picture = 0; picture < rows[0].Values.Length; picture++)
        {
            table.Add(new ResultRecord
            {
                Image = $"{picture.ToString(CultureInfo.InvariantCulture)}.png",
                Source = "in.png",
                Network = "vgg16",
                Layer = "last",
                ClassId = 0,
                Metrics = rows.ToDictionary(row => row.Method, row => (IReadOnlyDictionary<string, double?>)new Dictionary<string, double?> { [Energy.Name] = row.Values[picture] }),
            });
        }

        return table;
    }
}
