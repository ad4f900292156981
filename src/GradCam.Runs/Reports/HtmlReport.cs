using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GradCam.Runs;

/// <summary>
/// A page to look at results with: <c>report.html</c> holds its own style, script and data and asks no network for anything.
/// Up to a size the pictures stand in it too; above that they lie beside it, in <c>report-pictures</c> and where the run wrote them.
/// </summary>
public static class HtmlReport
{
    /// <summary>The page's file name.</summary>
    public const string FileName = "report.html";

    /// <summary>How many bytes of pictures a page holds by default: 16 MiB.</summary>
    public const long DefaultEmbeddedBytes = 16 << 20;

    private const int AtOnce = 8;

    /// <summary>Writes the page and the pictures it needs beside it.</summary>
    /// <param name="folder">The results' folder.</param>
    /// <param name="lines">The results.</param>
    /// <param name="embeddedBytes">How many bytes of heat maps the page may hold, 0 or more; default <see cref="DefaultEmbeddedBytes"/>.</param>
    /// <exception cref="OutputException">A file cannot be written.</exception>
    /// <exception cref="PictureException">A picture of the run is gone or damaged.</exception>
    public static void Write(ResultsFolder folder, IReadOnlyList<ResultLine> lines, long embeddedBytes = DefaultEmbeddedBytes)
    {
        bool embed = lines.SelectMany(ReportPictures.FilesOf).Sum(file => SizeOf(folder, file)) <= embeddedBytes;
        ReportModel model = ModelOf(lines, new ReportPictures(folder, embed));
        folder.Write(FileName, page => WritePage(page, model));
    }

    private static long SizeOf(ResultsFolder folder, string file)
    {
        FileInfo info = new(Path.Combine(folder.Path, Path.Combine(file.Split('/'))));
        return info.Exists ? info.Length : throw new PictureException($"{ShownText.Of(info.FullName)}: is gone; a resumed run makes it again");
    }

    private static ReportModel ModelOf(IReadOnlyList<ResultLine> lines, ReportPictures files)
    {
        string[] networks = [.. lines.Select(line => line.Network).Distinct()];
        IGrouping<string, ResultLine>[] pictures = [.. lines.GroupBy(line => line.Image)];
        Dictionary<string, int> places = pictures.Select((picture, i) => (picture.Key, i)).ToDictionary(pair => pair.Key, pair => pair.i);
        return new ReportModel(
            [.. networks.Select(ShownText.Of)],
            InParallel(pictures, (picture, i) => new ReportModel.Picture(
                ShownText.Of(picture.Key), picture.FirstOrDefault(line => line.Error is null) is { } line ? files.Picture(line, i) : null)),
            InParallel(lines, (line, i) => ResultOf(line, i, places[line.Image], Array.IndexOf(networks, line.Network), files)));
    }

    private static ReportModel.Result ResultOf(ResultLine line, int index, int picture, int network, ReportPictures files) => new()
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
        Top5 = [.. line.Top5.Select(score => new ReportModel.Score(ShownText.Of(score.Name), score.Probability))],
        Thumbnail = line.Error is null ? files.Thumbnail(line, index) : null,
        Heat = files.Heat(line),
    };

    /// <summary>Makes entries on all processors, some ahead of the reader.</summary>
    private static IEnumerable<TOut> InParallel<TIn, TOut>(IEnumerable<TIn> items, Func<TIn, int, TOut> make) =>
        items.Select((item, i) => (item, i)).Chunk(AtOnce).SelectMany(some =>
        {
            TOut[] made = InParallel(some, entry => make(entry.item, entry.i));
            // Decoded pictures are large objects, which the collector leaves to pile up to more than the run itself took.
            GC.Collect();
            return made;
        });

    private static TOut[] InParallel<TIn, TOut>(TIn[] items, Func<TIn, TOut> make)
    {
        TOut[] made = new TOut[items.Length];
        try
        {
            Parallel.For(0, items.Length, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i => made[i] = make(items[i]));
        }
        catch (AggregateException failures) when (failures.Flatten().InnerExceptions[0] is GradCamException failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }

        return made;
    }

    private static void WritePage(Stream page, ReportModel model)
    {
        string style = Resource("report.css"), script = Resource("report.js") + Resource("viewer.js");
        Dictionary<string, string> parts = new()
        {
            ["style"] = style,
            ["script"] = script,
            ["style-hash"] = Hash(style),
            ["script-hash"] = Hash(script),
        };
        string[] halves = Resource("report.html").Split("{{data}}");
        page.Write(Filled(halves[0]));
        // The serialiser escapes < > & and quotes, so that no name can end the element that holds the data.
        JsonSerializer.Serialize(page, model, RunJson.Line);
        page.Write(Filled(halves[1]));

        byte[] Filled(string template) => Encoding.UTF8.GetBytes(Regex.Replace(template, "{{(.+?)}}", part => parts[part.Groups[1].Value]));
    }

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlReport).Assembly.GetManifestResourceStream($"GradCam.Runs.Page.{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using StreamReader reader = new(stream);
        // A browser hashes what it parsed, and parsing makes every line end a line feed.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
