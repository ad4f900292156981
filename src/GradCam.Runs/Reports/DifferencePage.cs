using System.Globalization;
using GradCam.Files;
using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>Writes a comparison as one HTML file that needs nothing beside it: a table of all pictures, and those that differ side by side.</summary>
/// <remarks>
/// The page has no script. File names are data: they are escaped, and control characters stand as their code. Pictures are decoded
/// again, one at a time, while the page is written.
/// </remarks>
internal static class DifferencePage
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
        try
        {
            WholeFile.Write(path, page => Write(comparison, page));
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            throw new OutputException($"report '{path}' cannot be written ({FileFault.Reason(failure, path)})", failure);
        }
    }

    /// <summary>Writes the page in UTF-8.</summary>
    /// <param name="comparison">What to show.</param>
    /// <param name="page">Where to; it stays open.</param>
    public static void Write(Comparison comparison, Stream page)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(page);
        PictureComparison[] differing = [.. comparison.Pictures.Where(picture => picture.Verdict != PictureVerdict.Same)];
        PictureComparison[] shown = [.. differing.Take(MostShown)];
        string verdict = comparison.IsSame ? "same" : "different";
        PageHead head = new($"Pictures compared: {verdict}", "difference.css") { Images = "data:" };
        PageTemplate.Write(page, head, "difference.html", new Dictionary<string, Action<Stream>>
        {
            ["verdict"] = PageTemplate.Markup(verdict),
            ["expected"] = PageTemplate.Markup(PageTemplate.Escape(comparison.Expected)),
            ["actual"] = PageTemplate.Markup(PageTemplate.Escape(comparison.Actual)),
            ["accepted"] = PageTemplate.Markup(Invariant($"mean difference up to {comparison.Limits.MaxMean:G4} of 255 levels, SSIM from {comparison.Limits.MinSsim:G4}")),
            ["found"] = PageTemplate.Markup(string.Join(", ", Enum.GetValues<PictureVerdict>().Select(verdict => Invariant($"{comparison.Count(verdict)} {Word(verdict)}")))),
            ["pictures"] = PageTemplate.Markup(writer => WriteSections(shown, differing.Length, writer)),
            ["rows"] = PageTemplate.Markup(writer => WriteRows(comparison, shown, writer)),
        });
    }

    private static void WriteSections(PictureComparison[] shown, int differing, TextWriter writer)
    {
        if (shown.Length < differing)
        {
            writer.WriteLine(Invariant($"<p>The first {shown.Length} of {differing} differing pictures are shown; the table has all.</p>"));
        }

        SourcePictures pictures = new();
        foreach ((int i, PictureComparison picture) in shown.Index())
        {
            WriteSection(picture, i, pictures, writer);
        }
    }

    private static void WriteSection(PictureComparison picture, int index, SourcePictures pictures, TextWriter writer)
    {
        writer.WriteLine(Invariant($"<section id=\"p{index}\" aria-labelledby=\"h{index}\">"));
        writer.WriteLine(Invariant($"<h2 id=\"h{index}\">{PageTemplate.Escape(picture.Name)}</h2>"));
        writer.WriteLine($"<p><strong>{Word(picture.Verdict)}</strong>: {PageTemplate.Escape(picture.Finding)}</p>");
        writer.WriteLine("<div class=\"row\">");
        RgbImage? expected = Decoded(pictures, picture.ExpectedPath);
        RgbImage? actual = Decoded(pictures, picture.ActualPath);
        WriteFigure(Caption("Expected", expected), expected, picture, writer);
        WriteFigure(Caption("Actual", actual), actual, picture, writer);
        if (expected is not null && actual is not null && (expected.Width, expected.Height) == (actual.Width, actual.Height))
        {
            var difference = DifferencePicture.Of(expected, actual, LongestSide);
            WriteFigure(Invariant($"Difference, {difference.Gain:0.#} times"), difference.Image, picture, writer);
        }

        writer.WriteLine("</div>");
        writer.WriteLine("</section>");
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
            $"<figure><img src=\"data:image/png;base64,{data}\" width=\"{small.Width}\" height=\"{small.Height}\" alt=\"{caption}: {PageTemplate.Escape(picture.Name)}\">"));
        writer.WriteLine($"<figcaption>{caption}</figcaption></figure>");
    }

    private static string Caption(string role, RgbImage? image) => image is null ? role : Invariant($"{role}, {image.Width} x {image.Height}");

    private static void WriteRows(Comparison comparison, PictureComparison[] shown, TextWriter writer)
    {
        Dictionary<string, int> sections = shown.Index().ToDictionary(entry => entry.Item.Name, entry => entry.Index);
        foreach (PictureComparison picture in comparison.Pictures)
        {
            string name = PageTemplate.Escape(picture.Name);
            string cell = sections.TryGetValue(picture.Name, out int index) ? Invariant($"<a href=\"#p{index}\">{name}</a>") : name;
            writer.WriteLine(
                $"<tr><th scope=\"row\">{cell}</th><td>{Word(picture.Verdict)}</td>{Numbers(picture.Quality)}<td>{PageTemplate.Escape(picture.Finding)}</td></tr>");
        }
    }

    private static string Numbers(PictureQuality? quality) =>
        quality is null
            ? "<td></td><td></td><td></td><td></td>"
            : Invariant($"<td>{quality.LargestDifference}</td><td>{quality.MeanDifference:0.####}</td><td>{Decibels(quality.Psnr)}</td><td>{quality.Ssim:0.0000##}</td>");

    private static string Decibels(double psnr) => double.IsInfinity(psnr) ? "infinite" : psnr.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>None where it cannot be read: the finding beside the empty frame says why.</summary>
    private static RgbImage? Decoded(SourcePictures pictures, string? path) => path is null ? null : pictures.Decode(path);

    private static RgbImage Reduced(RgbImage image)
    {
        int longer = Math.Max(image.Width, image.Height);
        return longer <= LongestSide
            ? image
            : Resizing.Resize(image, Math.Max(1, image.Width * LongestSide / longer), Math.Max(1, image.Height * LongestSide / longer));
    }

    private static string Word(PictureVerdict verdict) => verdict.ToString().ToLowerInvariant();

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
