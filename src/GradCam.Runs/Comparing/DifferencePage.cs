using System.Globalization;
using System.Net;
using System.Text;
using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>Writes a comparison as one HTML file that needs nothing beside it: a table of all pictures, and those that differ side by side.</summary>
/// <remarks>
/// The page has no script. File names are data: they are escaped, and control characters stand as their code. Pictures are decoded
/// again, one at a time, while the page is written.
/// </remarks>
public static class DifferencePage
{
    /// <summary>How many differing pictures are shown; the others stand in the table alone.</summary>
    public const int MostShown = 200;

    /// <summary>Pictures with a longer side are scaled down to this for the page.</summary>
    public const int LongestSide = 640;

    /// <summary>Writes the page to a file, whole or not at all; an older one is replaced.</summary>
    /// <param name="comparison">What to show.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="OutputException">It cannot be written.</exception>
    public static void Write(Comparison comparison, string path)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentException.ThrowIfNullOrEmpty(path);
        string beside = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            try
            {
                using (var writer = new StreamWriter(beside, append: false, new UTF8Encoding(false)))
                {
                    Write(comparison, writer);
                }

                File.Move(beside, path, overwrite: true);
            }
            finally
            {
                File.Delete(beside);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"The report '{path}' cannot be written ({e.Message.ReplaceLineEndings(" ")}): check the folder and the space on the disk", e);
        }
    }

    /// <summary>Writes the page.</summary>
    /// <param name="comparison">What to show.</param>
    /// <param name="writer">Where to; it stays open.</param>
    public static void Write(Comparison comparison, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(writer);
        List<PictureComparison> differing = [.. comparison.Pictures.Where(picture => picture.Verdict != PictureVerdict.Same)];
        int shown = Math.Min(differing.Count, MostShown);
        WriteHead(comparison, writer);
        if (shown < differing.Count)
        {
            writer.WriteLine(Invariant($"<p>The first {shown} of {differing.Count} differing pictures are shown; the table has all.</p>"));
        }

        for (int i = 0; i < shown; i++)
        {
            WriteSection(differing[i], i, writer);
        }

        WriteTable(comparison, differing, shown, writer);
        writer.WriteLine("</main>\n</body>\n</html>");
    }

    private static void WriteHead(Comparison comparison, TextWriter writer)
    {
        string verdict = comparison.IsSame ? "same" : "different";
        writer.WriteLine($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
            <title>Pictures compared: {verdict}</title>
            <style>{DifferencePageStyle.Css}</style>
            </head>
            <body>
            <a class="skip" href="#all">Skip to the table of all pictures</a>
            <main>
            <h1>Pictures compared: <span class="verdict {verdict}">{verdict}</span></h1>
            <dl>
            <dt>Expected</dt><dd><code>{Text(comparison.Expected)}</code></dd>
            <dt>Actual</dt><dd><code>{Text(comparison.Actual)}</code></dd>
            <dt>Accepted</dt><dd>{Invariant($"mean difference up to {comparison.Limits.MaxMean:G4} of 255 levels, SSIM from {comparison.Limits.MinSsim:G4}")}</dd>
            <dt>Found</dt><dd>{string.Join(", ", Enum.GetValues<PictureVerdict>().Select(v => Invariant($"{comparison.Count(v)} {Word(v)}")))}</dd>
            </dl>
            """);
    }

    private static void WriteSection(PictureComparison picture, int index, TextWriter writer)
    {
        writer.WriteLine(Invariant($"<section id=\"p{index}\" aria-labelledby=\"h{index}\">"));
        writer.WriteLine(Invariant($"<h2 id=\"h{index}\">{Text(picture.Name)}</h2>"));
        writer.WriteLine($"<p><strong>{Word(picture.Verdict)}</strong>: {Text(picture.Finding)}</p>\n<div class=\"row\">");
        RgbImage? expected = Decoded(picture.ExpectedPath);
        RgbImage? actual = Decoded(picture.ActualPath);
        WriteFigure(Caption("Expected", expected), expected, picture, writer);
        WriteFigure(Caption("Actual", actual), actual, picture, writer);
        if (expected is not null && actual is not null && (expected.Width, expected.Height) == (actual.Width, actual.Height))
        {
            var difference = DifferencePicture.Of(expected, actual, LongestSide);
            WriteFigure(Invariant($"Difference, {difference.Gain:0.#} times"), difference.Image, picture, writer);
        }

        writer.WriteLine("</div>\n</section>");
    }

    private static void WriteFigure(string caption, RgbImage? image, PictureComparison picture, TextWriter writer)
    {
        if (image is null)
        {
            writer.WriteLine($"<figure><div class=\"none\">no picture</div><figcaption>{caption}</figcaption></figure>");
            return;
        }

        RgbImage small = Reduced(image);
        string data = Convert.ToBase64String(PictureEncoder.Png(small));
        writer.WriteLine(Invariant(
            $"<figure><img src=\"data:image/png;base64,{data}\" width=\"{small.Width}\" height=\"{small.Height}\" alt=\"{caption}: {Text(picture.Name)}\">"));
        writer.WriteLine($"<figcaption>{caption}</figcaption></figure>");
    }

    private static string Caption(string role, RgbImage? image) => image is null ? role : Invariant($"{role}, {image.Width} x {image.Height}");

    private static void WriteTable(Comparison comparison, List<PictureComparison> differing, int shown, TextWriter writer)
    {
        writer.WriteLine("""
            <div class="scroll" id="all" role="region" aria-labelledby="caption" tabindex="0">
            <table>
            <caption id="caption">All pictures</caption>
            <thead><tr><th scope="col">Picture</th><th scope="col">Verdict</th><th scope="col">Largest difference</th><th scope="col">Mean difference</th>
            <th scope="col">PSNR, dB</th><th scope="col">SSIM</th><th scope="col">Finding</th></tr></thead>
            <tbody>
            """);
        var sections = differing.Take(shown).Select((picture, index) => (picture, index)).ToDictionary(entry => entry.picture.Name, entry => entry.index);
        foreach (PictureComparison picture in comparison.Pictures)
        {
            string name = sections.TryGetValue(picture.Name, out int index) ? Invariant($"<a href=\"#p{index}\">{Text(picture.Name)}</a>") : Text(picture.Name);
            writer.WriteLine($"<tr><th scope=\"row\">{name}</th><td>{Word(picture.Verdict)}</td>{Numbers(picture.Quality)}<td>{Text(picture.Finding)}</td></tr>");
        }

        writer.WriteLine("</tbody>\n</table>\n</div>");
    }

    private static string Numbers(PictureQuality? quality) =>
        quality is null
            ? "<td></td><td></td><td></td><td></td>"
            : Invariant($"<td>{quality.LargestDifference}</td><td>{quality.MeanDifference:0.####}</td><td>{Decibels(quality.Psnr)}</td><td>{quality.Ssim:0.0000##}</td>");

    private static string Decibels(double psnr) => double.IsInfinity(psnr) ? "infinite" : psnr.ToString("0.0", CultureInfo.InvariantCulture);

    private static RgbImage? Decoded(string? path)
    {
        try
        {
            return path is null ? null : PictureDecoder.Decode(path);
        }
        catch (PictureException)
        {
            // The finding beside the empty frame says why.
            return null;
        }
    }

    private static RgbImage Reduced(RgbImage image)
    {
        int longer = Math.Max(image.Width, image.Height);
        return longer <= LongestSide
            ? image
            : Resizing.Resize(image, Math.Max(1, image.Width * LongestSide / longer), Math.Max(1, image.Height * LongestSide / longer));
    }

    private static string Word(PictureVerdict verdict) => verdict.ToString().ToLowerInvariant();

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    /// <summary>Text as HTML shows it, with control and format characters (line ends, escapes, changes of direction) as their code.</summary>
    private static string Text(string text) => WebUtility.HtmlEncode(ShownText.Of(text));
}
