namespace GradCam.Runs;

/// <summary>A table's rows in a page of many results.</summary>
/// <param name="pictures">Makes their small pictures.</param>
/// <param name="isChecked">Whether maps were checked.</param>
internal sealed class PageRows(SmallPictures pictures, bool isChecked)
{
    /// <summary>The columns' heads.</summary>
    public string Head => $"<tr><th>picture</th><th>image</th><th>network</th><th>layer</th><th>class</th><th>probability</th><th>truth</th>{(isChecked ? "<th>check</th>" : "")}</tr>";

    /// <summary>Writes a row a result.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="lines">The results.</param>
    /// <param name="up">What leads from the page to the run's folder.</param>
    /// <exception cref="PictureException">A packed picture is gone or damaged.</exception>
    public void Write(TextWriter writer, IReadOnlyList<ResultRecord> lines, string up)
    {
        foreach ((ResultRecord line, string picture) in lines.Zip(pictures.Cells(lines, up)))
        {
            string found = line.Error is { } error
                ? $"<td colspan=\"{(isChecked ? 4 : 3)}\">failed: {PageTemplate.Escape(error)}</td>"
                : FormattableString.Invariant($"<td>{PageTemplate.Escape(line.ClassName ?? $"{line.ClassId}")}</td><td>{100 * line.Probability:0.0} %</td><td>{Truth(line)}</td>{(isChecked ? $"<td>{Check(line)}</td>" : "")}");
            writer.WriteLine($"<tr><td>{picture}</td><th scope=\"row\">{PageTemplate.Escape(line.Image ?? "")}</th><td>{PageTemplate.Escape(line.Network)}</td><td>{PageTemplate.Escape(line.Layer ?? "")}</td>{found}</tr>");
        }
    }

    private static string Truth(ResultRecord line) => (line.Truth, line.Correct) switch
    {
        (null, _) => "",
        ({ } truth, true) => $"correct: {PageTemplate.Escape(truth)}",
        ({ } truth, false) => $"wrong: {PageTemplate.Escape(truth)}",
        ({ } truth, null) => PageTemplate.Escape(truth),
    };

    private static string Check(ResultRecord line) =>
        PageTemplate.Escape(ResultChecks.ReasonsOf(line) is { Length: > 0 } reasons ? $"{ResultChecks.WordOf(line)} ({reasons})" : ResultChecks.WordOf(line));
}
