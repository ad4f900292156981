using System.Text.Json;

namespace GradCam.Runs;

/// <summary>
/// A page to look at results with: <c>report.html</c> holds its own style, script and data and asks no network for anything.
/// Up to a size the pictures stand in it too; above that they lie beside it, in <c>report-pictures</c> and where the run wrote them.
/// </summary>
internal static class HtmlReport
{
    /// <summary>The page's file name.</summary>
    public const string FileName = "report.html";

    // Heat maps that wait to be written: enough for every processor, and no more than their own size in memory.
    private static readonly int AtOnce = 2 * Environment.ProcessorCount;

    /// <summary>Writes the page and the pictures it needs beside it.</summary>
    /// <param name="folder">The results' folder.</param>
    /// <param name="lines">The results.</param>
    /// <param name="files">The results' files.</param>
    /// <param name="embed">Whether the pictures stand in the page; packed ones can stand nowhere else.</param>
    /// <exception cref="OutputException">A file cannot be written.</exception>
    /// <exception cref="PictureException">A picture of the run is gone or damaged.</exception>
    public static void Write(ResultsFolder folder, IReadOnlyList<ResultRecord> lines, ResultFiles files, bool embed)
    {
        ReportModel model = ModelOf(lines, new ReportPictures(folder, files, embed));
        PageHead head = new("Grad-CAM report", "colours.css", "report.css") { Scripts = ["report.js", "viewer.js"] };
        folder.Write(FileName, page => PageTemplate.Write(page, head, "report.html", new Dictionary<string, Action<Stream>>
        {
            // The serialiser escapes < > & and quotes, so that no name can end the element that holds the data.
            ["data"] = data => JsonSerializer.Serialize(data, model, RunJson.Compact),
        }));
    }

    /// <summary>How many bytes of heat maps a page with these results has.</summary>
    /// <exception cref="PictureException">A picture of the run is gone.</exception>
    public static long SizeOf(IReadOnlyList<ResultRecord> lines, ResultFiles files) =>
        lines.Sum(line => MethodPictures.Of(line).Sum(shown => files.LengthOf(line, shown.Key)));

    private static ReportModel ModelOf(IReadOnlyList<ResultRecord> lines, ReportPictures files)
    {
        Dictionary<string, int> networks = Numbered(lines.Select(line => line.Network));
        Dictionary<string, int> pictures = Numbered(lines.Select(line => line.Image ?? ""));
        (int Index, ResultRecord Line)[][] groups = [.. lines.Index().GroupBy(line => line.Item.Image).Select(group => group.ToArray())];
        string?[] urls = new string?[groups.Length], thumbnails = new string?[lines.Count];
        ReportWork.InParallel(groups.Length, picture => urls[picture] = files.Picture(picture, groups[picture], thumbnails));
        return new ReportModel(
            [.. networks.Keys.Select(ShownText.Of)],
            pictures.Keys.Zip(urls, (name, url) => new ReportModel.Picture(ShownText.Of(name), url)),
            lines.Index().Chunk(AtOnce).SelectMany(some =>
            {
                var results = new ReportModel.Result[some.Length];
                ReportWork.InParallel(some.Length, i =>
                {
                    (int index, ResultRecord line) = some[i];
                    results[i] = ResultOf(line, pictures[line.Image ?? ""], networks[line.Network], thumbnails[index], files.Heat(line));
                });
                return results;
            }));
    }

    private static Dictionary<string, int> Numbered(IEnumerable<string> names) => names.Distinct().Index().ToDictionary(name => name.Item, name => name.Index);

    private static ReportModel.Result ResultOf(ResultRecord line, int picture, int network, string? thumbnail, IReadOnlyDictionary<string, string> heat) => new()
    {
        Picture = picture,
        Network = network,
        Error = line.Error is null ? null : ShownText.Of(line.Error),
        Layer = line.Layer is null ? null : ShownText.Of(line.Layer),
        ClassId = line.ClassId,
        ClassName = line.ClassName is null ? null : ShownText.Of(line.ClassName),
        Probability = line.Probability,
        Truth = line.Truth is null ? null : ShownText.Of(line.Truth),
        Correct = line.Correct,
        Checked = line.Checks is null ? null : ResultChecks.WordOf(line),
        Reasons = ResultChecks.ReasonsOf(line) is { Length: > 0 } reasons ? ShownText.Of(reasons) : null,
        Remarks = ResultRemarks.Of(line).Select(ShownText.Of).ToArray() is { Length: > 0 } remarks ? remarks : null,
        Gaps = line.Gaps?.Select(GapText.Of).ToArray(),
        Top5 = [.. line.TopFive.Select(score => new ReportModel.Score(ShownText.Of(score.ShownName), score.Probability))],
        Thumbnail = thumbnail,
        Heat = heat,
    };
}
