using System.Globalization;
using GradCam.Files;

namespace GradCam.Runs;

/// <summary>
/// The report of more results than a browser can hold in one page: <c>report.html</c> with figures, a histogram, failures, the surest mistakes and results
/// drawn at random, and pages of 500 results by class and probability in <c>report-pages</c>. No page has a script; pictures are links to the run's files.
/// </summary>
internal static class ReportPages
{
    /// <summary>How many results stand in a page.</summary>
    public const int ResultsInAPage = 500;

    private static readonly PageHead Head = new("Grad-CAM report", "colours.css", "pages.css");

    /// <summary>Writes all pages, and removes those that an earlier report had more.</summary>
    /// <param name="folder">The results' folder.</param>
    /// <param name="survey">What was found of all results.</param>
    /// <exception cref="OutputException">A file cannot be written.</exception>
    public static void Write(ResultsFolder folder, ResultsSurvey survey)
    {
        ResultPlace[] ordered = survey.Ordered();
        int count = (ordered.Length + ResultsInAPage - 1) / ResultsInAPage;
        using (ResultsAtPlaces results = new(folder.PathOf(ResultsReader.FileName)))
        {
            for (int page = 0; page < count; page++)
            {
                ResultPlace[] places = ordered[(page * ResultsInAPage)..Math.Min(ordered.Length, (page + 1) * ResultsInAPage)];
                ResultRecord[] lines = [.. places.Select(results.Read)];
                int number = page;
                folder.Write($"{OwnFolders.Pages}/{NameOf(page)}", stream => WritePage(stream, number, count, lines));
            }
        }

        folder.Write(HtmlReport.FileName, stream => WriteFirst(stream, survey, ordered));
        Clear(folder, count);
    }

    /// <summary>Removes the pages of an earlier report.</summary>
    /// <param name="folder">The results' folder.</param>
    /// <param name="kept">How many pages stay.</param>
    /// <exception cref="OutputException">A page cannot be removed.</exception>
    public static void Clear(ResultsFolder folder, int kept)
    {
        string pages = folder.PathOf(OwnFolders.Pages);
        if (!Directory.Exists(pages))
        {
            return;
        }

        try
        {
            foreach (string page in Directory.EnumerateFiles(pages, "*.html").Where(page => string.CompareOrdinal(Path.GetFileName(page), NameOf(kept)) >= 0))
            {
                File.Delete(page);
            }
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            throw new OutputException($"{ShownText.Of(pages)}: the pages of an earlier report cannot be removed ({FileFault.Reason(failure)})", failure);
        }
    }

    private static string NameOf(int page) => page.ToString("000000", CultureInfo.InvariantCulture) + ".html";

    private static void WritePage(Stream stream, int page, int count, ResultRecord[] lines)
    {
        PageTemplate.Write(stream, Head, "pages-one.html", new Dictionary<string, Action<Stream>>
        {
            ["place"] = PageTemplate.Markup(Invariant($"Page {page + 1} of {count}")),
            ["links"] = PageTemplate.Markup(string.Concat(
                "<a href=\"../report.html\">Overview</a>",
                page > 0 ? $" <a rel=\"prev\" href=\"{NameOf(page - 1)}\">Previous</a>" : "",
                page + 1 < count ? $" <a rel=\"next\" href=\"{NameOf(page + 1)}\">Next</a>" : "")),
            ["rows"] = PageTemplate.Markup(writer => WriteRows(writer, lines, "../")),
        });
    }

    private static void WriteFirst(Stream stream, ResultsSurvey survey, ResultPlace[] ordered)
    {
        PageTemplate.Write(stream, Head, "pages-first.html", new Dictionary<string, Action<Stream>>
        {
            ["count"] = PageTemplate.Markup(Invariant($"{ordered.Length}")),
            ["figures"] = PageTemplate.Markup(string.Concat(survey.Networks.Select(network => FiguresRow(network.Key, network.Value)))),
            ["histogram"] = PageTemplate.Markup(string.Concat(survey.Histogram.Index().Select(bar => Bar(bar.Index, bar.Item, survey.Histogram.Max())))),
            ["failures"] = PageTemplate.Markup(writer => WriteRows(writer, survey.Failures, "")),
            ["mistakes"] = PageTemplate.Markup(writer => WriteRows(writer, survey.Mistakes, "")),
            ["sample"] = PageTemplate.Markup(writer => WriteRows(writer, survey.Sample, "")),
            ["classes"] = PageTemplate.Markup(writer => WriteClasses(writer, survey, ordered)),
        });
    }

    private static string FiguresRow(string network, NetworkFigures figures) => Invariant(
        $"<tr><th scope=\"row\">{PageTemplate.Escape(network)}</th><td>{figures.Results}</td><td>{figures.Failed}</td><td>{figures.Known}</td><td>{figures.Correct}</td></tr>\n");

    private static string Bar(int place, int count, int most)
    {
        const int Percent = 100 / ResultsSurvey.Bars;
        return Invariant($"<tr><th scope=\"row\">{place * Percent} to {(place + 1) * Percent} %</th><td>{count}</td><td><meter max=\"{Math.Max(1, most)}\" value=\"{count}\"></meter></td></tr>\n");
    }

    private static void WriteClasses(TextWriter writer, ResultsSurvey survey, ResultPlace[] ordered)
    {
        for (int first = 0, end; first < ordered.Length; first = end)
        {
            end = first;
            while (end < ordered.Length && ordered[end].Class == ordered[first].Class)
            {
                end++;
            }

            int id = ordered[first].Class;
            string name = id == ResultPlace.Failure ? "failed" : survey.Classes.GetValueOrDefault(id) ?? Invariant($"class {id}");
            writer.WriteLine(Invariant($"<li><a href=\"{OwnFolders.Pages}/{NameOf(first / ResultsInAPage)}\">{PageTemplate.Escape(name)}</a> ({end - first})</li>"));
        }
    }

    private static void WriteRows(TextWriter writer, IEnumerable<ResultRecord> lines, string up)
    {
        foreach (ResultRecord line in lines)
        {
            string? small = MethodPictures.Small(line);
            string picture = small is null ? "" : $"<a href=\"{up}{RelativeLink.Of(small)}\"><img loading=\"lazy\" alt=\"\" src=\"{up}{RelativeLink.Of(small)}\"></a>";
            string found = line.Error is { } error
                ? $"<td colspan=\"3\">failed: {PageTemplate.Escape(error)}</td>"
                : Invariant($"<td>{PageTemplate.Escape(line.ClassName ?? Invariant($"{line.ClassId}"))}</td><td>{100 * line.Probability:0.0} %</td><td>{Verdict(line)}</td>");
            writer.WriteLine($"<tr><td>{picture}</td><th scope=\"row\">{PageTemplate.Escape(line.Image ?? "")}</th><td>{PageTemplate.Escape(line.Network)}</td><td>{PageTemplate.Escape(line.Layer ?? "")}</td>{found}</tr>");
        }
    }

    private static string Verdict(ResultRecord line) => (line.Truth, line.Correct) switch
    {
        (null, _) => "",
        ({ } truth, true) => $"correct: {PageTemplate.Escape(truth)}",
        ({ } truth, false) => $"wrong: {PageTemplate.Escape(truth)}",
        ({ } truth, null) => PageTemplate.Escape(truth),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
