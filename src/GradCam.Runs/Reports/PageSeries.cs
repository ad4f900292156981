using System.Globalization;

namespace GradCam.Runs;

/// <summary>Pages that follow each other: of all results, or of those with one verdict on their maps.</summary>
/// <param name="Verdict">The verdict; null for all results.</param>
/// <param name="Places">The results, in the pages' order.</param>
internal sealed record PageSeries(MapVerdict? Verdict, ResultPlace[] Places)
{
    /// <summary>How many results stand in a page.</summary>
    public const int ResultsInAPage = 500;

    /// <summary>The series of a report: all results, and where maps were checked those of each verdict that there is.</summary>
    /// <param name="ordered">All results, in their order.</param>
    public static IReadOnlyList<PageSeries> Of(ResultPlace[] ordered) =>
    [
        new PageSeries(null, ordered),
        .. Enum.GetValues<MapVerdict>()
            .Select(verdict => new PageSeries(verdict, [.. ordered.Where(place => place.Checked == verdict)]))
            .Where(series => series.Places.Length > 0),
    ];

    /// <summary>How many pages it has.</summary>
    public int Count => (Places.Length + ResultsInAPage - 1) / ResultsInAPage;

    /// <summary>What it is called.</summary>
    public string Word => Verdict?.ToString().ToLowerInvariant() ?? "all";

    /// <summary>A page's file name.</summary>
    /// <param name="page">Its number, from 0 up.</param>
    public string NameOf(int page) => $"{(Verdict is null ? "" : $"{Word}-")}{page.ToString("000000", CultureInfo.InvariantCulture)}.html";

    /// <summary>A page's results.</summary>
    public ReadOnlySpan<ResultPlace> On(int page) => Places.AsSpan()[(page * ResultsInAPage)..Math.Min(Places.Length, (page + 1) * ResultsInAPage)];
}
