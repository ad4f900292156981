using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace GradCam.Runs.Tests.Reports;

/// <summary>The report of more results than stand in one page.</summary>
public sealed partial class ReportPagesTests : IDisposable
{
    private const int Results = ResultsSurvey.MostInOnePage + 1, Failures = 150, Classes = 4;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Pages_HaveEachResultOnce_ByClassAndThenProbability()
    {
        Report();

        string[] pages = [.. Directory.GetFiles(folder["report-pages"]).Order(StringComparer.Ordinal)];
        string[] images = [.. pages.SelectMany(page => Names().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value))];
        int[] order = [.. Enumerable.Range(0, Results).OrderBy(i => i < Failures).ThenBy(i => i < Failures ? 0 : i % Classes).ThenByDescending(i => i < Failures ? 0 : ProbabilityOf(i)).ThenBy(i => i)];

        Assert.Equal((Results + PageSeries.ResultsInAPage - 1) / PageSeries.ResultsInAPage, pages.Length);
        Assert.Equal(order.Select(i => $"{i.ToString(CultureInfo.InvariantCulture)}&lt;.jpg"), images);
    }

    [Fact]
    public void FirstPage_HasFiguresHistogramFailuresMistakesAndASample()
    {
        Report();

        string page = File.ReadAllText(folder["report.html"]);
        string[] mistakes = [.. Names().Matches(Section(page, "mistakes")).Select(match => match.Groups[1].Value)];

        // Of class 1 the truth is class 0: each of these is a mistake.
        Assert.Contains($"<th scope=\"row\">vgg16</th><td>{Results}</td><td>{Failures}</td><td>{Results - Failures}</td>", page, StringComparison.Ordinal);
        Assert.Contains("<li><a href=\"report-pages/000000.html\">class 0</a>", page, StringComparison.Ordinal);
        Assert.Contains($"<li><a href=\"report-pages/000039.html\">failed</a> ({Failures})</li>", page, StringComparison.Ordinal);
        Assert.Equal(ResultsSurvey.MostShown, Names().Count(Section(page, "failures")));
        Assert.Equal(ResultsSurvey.MostShown, Names().Matches(Section(page, "sample")).Select(match => match.Groups[1].Value).Distinct().Count());
        Assert.Equal(
            Enumerable.Range(Failures, Results - Failures).Where(i => i % Classes == 1).Select(ProbabilityOf).OrderDescending().Take(ResultsSurvey.MostShown),
            mistakes.Select(name => ProbabilityOf(int.Parse(name.Split('&')[0], CultureInfo.InvariantCulture))));
        Assert.Equal(Results - Failures, Regex.Matches(Section(page, "histogram"), "<td>(\\d+)</td>").Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void CheckedResults_HavePagesOfEachVerdictToo_AndLinksToThem()
    {
        Report(isChecked: true);

        string[] weak = [.. Directory.GetFiles(folder["report-pages"], "weak-*.html").Order(StringComparer.Ordinal)];
        int[] expected = [.. Enumerable.Range(Failures, Results - Failures).Where(i => VerdictOf(i) == MapVerdict.Weak).OrderBy(i => i % Classes).ThenByDescending(ProbabilityOf).ThenBy(i => i)];
        string first = File.ReadAllText(folder["report.html"]), page = File.ReadAllText(weak[1]);

        Assert.Equal(expected, weak.SelectMany(file => Names().Matches(File.ReadAllText(file)).Select(match => int.Parse(match.Groups[1].Value.Split('&')[0], CultureInfo.InvariantCulture))));
        Assert.Contains($"<li><a href=\"report-pages/weak-000000.html\">weak ({expected.Length})</a></li>", first, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"weak-000000.html\" aria-current=\"true\">weak ({expected.Length})</a>", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"contradicted-000000.html\">", page, StringComparison.Ordinal);
        Assert.Contains("<td>weak (Grad-CAM: too like)</td>", page, StringComparison.Ordinal);

        // Results without checks take these pages away.
        Report();
        Assert.Empty(Directory.GetFiles(folder["report-pages"], "*-*.html"));
    }

    [Fact]
    public void Report_OfFewerResults_RemovesThePagesOfTheEarlierOne()
    {
        folder.Write("report-pages/000000.html");
        folder.Write("results.jsonl", Line(0) + "\n");

        using ResultsFolder results = ResultsFolder.Reopen(folder.Path);
        RunReports.Write(results);

        Assert.Empty(Directory.GetFiles(folder["report-pages"]));
    }

    private static double ProbabilityOf(int i) => i * 7919 % 1000 / 1000.0;

    private static string Section(string page, string id) => page[page.IndexOf($"<h2 id=\"{id}\"", StringComparison.Ordinal)..].Split("</table>")[0];

    [GeneratedRegex("<th scope=\"row\">([0-9]+&lt;[^<]*)</th>")]
    private static partial Regex Names();

    private static MapVerdict VerdictOf(int i) => (MapVerdict)(i % 3);

    private static string Line(int i) => Line(i, false);

    private static string Line(int i, bool isChecked) => Encoding.UTF8.GetString(ResultJson.EncodeLine(new ResultRecord
    {
        Image = $"{i}<.jpg",
        Source = "a.jpg",
        Network = "vgg16",
        ClassId = i < Failures ? null : i % Classes,
        ClassName = i < Failures ? null : $"class {i % Classes}",
        Probability = i < Failures ? null : ProbabilityOf(i),
        TopFive = i < Failures ? [] : [new ClassScore(i % Classes, "class", ProbabilityOf(i))],
        Truth = "class 0",
        Correct = i < Failures ? null : i % Classes != 1,
        Error = i < Failures ? "gone" : null,
        Checks = isChecked && i >= Failures
            ? new Dictionary<string, MapCheck> { ["gradcam"] = new(VerdictOf(i), VerdictOf(i) == MapVerdict.Supported ? [] : [new CheckAnswer("class", 1, 0.98, null, "too like")]) }
            : null,
    }));

    private void Report(bool isChecked = false)
    {
        File.WriteAllLines(folder[ResultsReader.FileName], Enumerable.Range(0, Results).Select(i => Line(i, isChecked)));
        using ResultsFolder results = ResultsFolder.Reopen(folder.Path);
        RunReports.Write(results);
    }
}
