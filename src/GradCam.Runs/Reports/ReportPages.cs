using GradCam.Files;

namespace GradCam.Runs;

/// <summary>
/// The report of more results than a browser can hold in one page: <c>report.html</c> with figures, a histogram, failures, the surest mistakes and results
/// drawn at random, and pages of 500 results by class and probability in <c>report-pages</c>; where maps were checked, such pages of each verdict too. No page
/// has a script; pictures are links to the run's files, or thumbnails where the run packed them.
/// </summary>
internal static class ReportPages
{
    private static readonly PageHead Head = new("Grad-CAM report", "colours.css", "pages.css");

    /// <summary>Writes all pages, and removes those that an earlier report had more.</summary>
    /// <param name="folder">The results' folder.</param>
    /// <param name="survey">What was found of all results.</param>
    /// <param name="files">The results' files.</param>
    /// <exception cref="OutputException">A file cannot be written.</exception>
    /// <exception cref="PictureException">A packed picture is gone or damaged.</exception>
    public static void Write(ResultsFolder folder, ResultsSurvey survey, ResultFiles files)
    {
        IReadOnlyList<PageSeries> all = PageSeries.Of(survey.Ordered());
        PageRows rows = new(new SmallPictures(files), isChecked: all.Count > 1);
        HashSet<string> written = [];
        using (ResultsAtPlaces results = new(folder.PathOf(ResultsReader.FileName)))
        {
            foreach (PageSeries series in all)
            {
                for (int page = 0; page < series.Count; page++)
                {
                    ResultRecord[] lines = [.. series.On(page).ToArray().Select(results.Read)];
                    int number = page;
                    folder.Write($"{OwnFolders.Pages}/{series.NameOf(page)}", stream => WritePage(stream, all, series, number, rows, lines));
                    written.Add(series.NameOf(page));
                }
            }
        }

        folder.Write(HtmlReport.FileName, stream => WriteFirst(stream, survey, all, rows));
        Clear(folder, written);
    }

    /// <summary>Removes the pages of an earlier report.</summary>
    /// <param name="folder">The results' folder.</param>
    /// <param name="kept">The names of those that stay.</param>
    /// <exception cref="OutputException">A page cannot be removed.</exception>
    public static void Clear(ResultsFolder folder, IReadOnlySet<string> kept)
    {
        string pages = folder.PathOf(OwnFolders.Pages);
        if (!Directory.Exists(pages))
        {
            return;
        }

        try
        {
            foreach (string page in Directory.EnumerateFiles(pages, "*.html").Where(page => !kept.Contains(Path.GetFileName(page))))
            {
                File.Delete(page);
            }
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            throw new OutputException($"{ShownText.Of(pages)}: the pages of an earlier report cannot be removed ({FileFault.Reason(failure)})", failure);
        }
    }

    private static void WritePage(Stream stream, IReadOnlyList<PageSeries> all, PageSeries series, int page, PageRows rows, ResultRecord[] lines)
    {
        PageTemplate.Write(stream, Head, "pages-one.html", new Dictionary<string, Action<Stream>>
        {
            ["place"] = PageTemplate.Markup(Invariant($"Page {page + 1} of {series.Count}{(series.Verdict is null ? "" : $", checked: {series.Word}")}")),
            ["links"] = PageTemplate.Markup(string.Concat(
                "<a href=\"../report.html\">Overview</a>",
                page > 0 ? $" <a rel=\"prev\" href=\"{series.NameOf(page - 1)}\">Previous</a>" : "",
                page + 1 < series.Count ? $" <a rel=\"next\" href=\"{series.NameOf(page + 1)}\">Next</a>" : "",
                all.Count > 1 ? $" Check: {string.Join(' ', all.Select(other => LinkTo(other, other == series, "")))}" : "")),
            ["head"] = PageTemplate.Markup(rows.Head),
            ["rows"] = PageTemplate.Markup(writer => rows.Write(writer, lines, "../")),
        });
    }

    private static void WriteFirst(Stream stream, ResultsSurvey survey, IReadOnlyList<PageSeries> all, PageRows rows)
    {
        PageTemplate.Write(stream, Head, "pages-first.html", new Dictionary<string, Action<Stream>>
        {
            ["count"] = PageTemplate.Markup(Invariant($"{all[0].Places.Length}")),
            ["figures"] = PageTemplate.Markup(string.Concat(survey.Networks.Select(network => FiguresRow(network.Key, network.Value)))),
            ["histogram"] = PageTemplate.Markup(string.Concat(survey.Histogram.Index().Select(bar => Bar(bar.Index, bar.Item, survey.Histogram.Max())))),
            ["checks"] = PageTemplate.Markup(all.Count > 1 ? Checks(all) : ""),
            ["head"] = PageTemplate.Markup(rows.Head),
            ["failures"] = PageTemplate.Markup(writer => rows.Write(writer, survey.Failures, "")),
            ["mistakes"] = PageTemplate.Markup(writer => rows.Write(writer, survey.Mistakes, "")),
            ["sample"] = PageTemplate.Markup(writer => rows.Write(writer, survey.Sample, "")),
            ["classes"] = PageTemplate.Markup(writer => WriteClasses(writer, survey, all[0])),
        });
    }

    private static string Checks(IReadOnlyList<PageSeries> all) => string.Concat(
        "<h2 id=\"checks\">Checks</h2>\n<p>Of all results, and of those whose maps have this for their worst verdict: the first page.</p>\n<ul aria-labelledby=\"checks\">\n",
        string.Concat(all.Select(series => $"<li>{LinkTo(series, false, $"{OwnFolders.Pages}/")}</li>\n")),
        "</ul>\n");

    private static string LinkTo(PageSeries series, bool isHere, string folder) =>
        Invariant($"<a href=\"{folder}{series.NameOf(0)}\"{(isHere ? " aria-current=\"true\"" : "")}>{series.Word} ({series.Places.Length})</a>");

    private static string FiguresRow(string network, NetworkFigures figures) => Invariant(
        $"<tr><th scope=\"row\">{PageTemplate.Escape(network)}</th><td>{figures.Results}</td><td>{figures.Failed}</td><td>{figures.Known}</td><td>{figures.Correct}</td></tr>\n");

    private static string Bar(int place, int count, int most)
    {
        const int Percent = 100 / ResultsSurvey.Bars;
        return Invariant($"<tr><th scope=\"row\">{place * Percent} to {(place + 1) * Percent} %</th><td>{count}</td><td><meter max=\"{Math.Max(1, most)}\" value=\"{count}\"></meter></td></tr>\n");
    }

    private static void WriteClasses(TextWriter writer, ResultsSurvey survey, PageSeries series)
    {
        ResultPlace[] ordered = series.Places;
        for (int first = 0, end; first < ordered.Length; first = end)
        {
            end = first;
            while (end < ordered.Length && ordered[end].Class == ordered[first].Class)
            {
                end++;
            }

            int id = ordered[first].Class;
            string name = id == ResultPlace.Failure ? "failed" : survey.Classes.GetValueOrDefault(id) ?? Invariant($"class {id}");
            writer.WriteLine(Invariant($"<li><a href=\"{OwnFolders.Pages}/{series.NameOf(first / PageSeries.ResultsInAPage)}\">{PageTemplate.Escape(name)}</a> ({end - first})</li>"));
        }
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
