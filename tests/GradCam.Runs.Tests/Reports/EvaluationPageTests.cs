using System.Globalization;

namespace GradCam.Runs.Tests.Reports;

/// <summary>What is made of an evaluation's values, and the page in a real browser.</summary>
public sealed class EvaluationPageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const string Network = "vgg16 </script>";

    private static readonly EvaluationOptions Evaluation = new() { Metrics = [new DeletionMetric { Steps = 2 }, new InsertionMetric { Steps = 2 }, new EnergyMetric()], Choose = "insertion" };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [ChromiumFact]
    public async Task Page_Opened_ShowsValuesCurvesAndThePicturesThatDifferMost()
    {
        string page = Write();
        await using OpenedPage opened = await browser.OpenAsync(page);

        Assert.Equal(["gradcam", "randomcam"], await opened.TextsAsync("#values tbody th"));
        Assert.Equal(2, await opened["section svg polyline"].CountAsync() / 2);
        Assert.Equal("4 of 4 pictures on which the two differ", await opened["#count"].TextContentAsync());
        // Picture 3 differs most in deletion, the first value: 0.4 by the method and 0 by chance.
        Assert.StartsWith("3.png", (await opened.TextsAsync("#pictures h3"))[0], StringComparison.Ordinal);
        Assert.Contains("<b>", await opened["body"].TextContentAsync(), StringComparison.Ordinal);
        Assert.Empty(opened.Complaints);
    }

    [ChromiumFact]
    public async Task Head_Clicked_SortsByItsColumnAndThenTheOtherWayRound()
    {
        await using OpenedPage opened = await browser.OpenAsync(Write());

        await opened["#values thead button"].Nth(4).ClickAsync();
        Assert.Equal(["gradcam", "randomcam"], await opened.TextsAsync("#values tbody th"));
        await opened["#values thead button"].Nth(4).ClickAsync();
        Assert.Equal(["randomcam", "gradcam"], await opened.TextsAsync("#values tbody th"));
        Assert.Equal("ascending", await opened["#values thead th"].Nth(4).GetAttributeAsync("aria-sort"));
        Assert.Empty(opened.Complaints);
    }

    [ChromiumFact]
    public async Task Pair_OfAMethodWithItself_DiffersNowhere()
    {
        await using OpenedPage opened = await browser.OpenAsync(Write());

        await opened["select[name=second]"].SelectOptionAsync("0");
        Assert.Equal("0 of 0 pictures on which the two differ", await opened["#count"].TextContentAsync());
        await opened["select[name=second]"].SelectOptionAsync("1");
        await opened["select[name=part]"].SelectOptionAsync("2");
        // Energy is undefined for picture 0.
        Assert.Equal("3 of 3 pictures on which the two differ", await opened["#count"].TextContentAsync());
        Assert.Empty(opened.Complaints);
    }

    [Fact]
    public void Summary_OfTwoMethods_GivesMeansCountsAndThePairedLead()
    {
        Write();
        string summary = File.ReadAllText(folder["out", "summary.md"]);

        Assert.Contains("| gradcam | last | 0.8000 | 0.8000 to 0.8000 | 4 | 0 | – | – |", summary, StringComparison.Ordinal);
        Assert.Contains("| randomcam | last | 0.3000 | 0.3000 to 0.3000 | 4 | 0 | 0.5000 | 0.5000 to 0.5000 |", summary, StringComparison.Ordinal);
        // Of energy, undefined for picture 0, three values are left, and its count.
        Assert.Contains("| 3 | 1 | – | – |", summary, StringComparison.Ordinal);
        Assert.Contains("is best by insertion, 0.8000; its lead over randomcam at last is 0.5000", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_OfEveryResult_StandInTheTableWithUndefinedOnesEmpty()
    {
        Write();
        string[] lines = File.ReadAllLines(folder["out", "metrics.csv"]);
        Assert.Equal(1 + (4 * 2 * 3), lines.Length);
        Assert.Equal($"0.png,{Network},last,0,gradcam,deletion,0.1", lines[1]);
        Assert.Equal($"0.png,{Network},last,0,gradcam,energy,", lines[3]);
    }

    /// <summary>Writes a run's results and makes the reports of them; gives the page.</summary>
    private string Write()
    {
        using MemoryStream text = new();
        for (int picture = 0; picture < 4; picture++)
        {
            text.Write(ResultJson.EncodeLine(Line(picture)));
            text.WriteByte((byte)'\n');
        }

        folder.Write("out/results.jsonl", text.ToArray());
        folder.Write("out/gradcam.jpg", DrawnPictures.Jpeg(200));
        folder.Write("out/randomcam.jpg", DrawnPictures.Jpeg(90));
        using ResultsFolder results = ResultsFolder.Reopen(folder["out"]);
        EvaluationReports.Write(results, Evaluation, 0, choice => choice.Sentence);
        return folder["out", "evaluation.html"];
    }

    private static ResultRecord Line(int picture) => new()
    {
        Image = FormattableString.Invariant($"{picture}.png"),
        Source = FormattableString.Invariant($"../in/{picture}.png"),
        Network = Network,
        Layer = "last",
        ClassId = 0,
        ClassName = "<b>class</b>",
        Files = new Dictionary<string, string> { ["cam"] = "gradcam.jpg", ["cam-randomcam"] = "randomcam.jpg" },
        Metrics = new Dictionary<string, IReadOnlyDictionary<string, double?>>
        {
            ["gradcam"] = Values((picture + 1) / 10.0, 0.8, picture == 0 ? null : 0.5),
            ["randomcam"] = Values(0, 0.3, 0.25),
        },
        Curves = new Dictionary<string, IReadOnlyDictionary<string, IReadOnlyList<double>>>
        {
            ["gradcam"] = new Dictionary<string, IReadOnlyList<double>> { ["deletion"] = [0.9, 0.2, 0.1], ["insertion"] = [0.1, 0.8, 0.9] },
            ["randomcam"] = new Dictionary<string, IReadOnlyList<double>> { ["deletion"] = [0.9, 0.5, 0.1], ["insertion"] = [0.1, 0.3, 0.9] },
        },
    };

    private static Dictionary<string, double?> Values(double deletion, double insertion, double? energy) =>
        new() { ["deletion"] = double.Parse(deletion.ToString("0.0", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), ["insertion"] = insertion, ["energy"] = energy };
}
