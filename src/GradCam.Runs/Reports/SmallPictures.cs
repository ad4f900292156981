namespace GradCam.Runs;

/// <summary>The small pictures of a page of many results: links to the run's files; of packed ones, which no page can link to, thumbnails in the page.</summary>
/// <param name="files">The run's files.</param>
internal sealed class SmallPictures(ResultFiles files)
{
    /// <summary>The cells' markup, in the results' order.</summary>
    /// <param name="lines">The results.</param>
    /// <param name="up">What leads from the page to the run's folder.</param>
    /// <exception cref="PictureException">A packed picture is gone or damaged.</exception>
    public string[] Cells(IReadOnlyList<ResultRecord> lines, string up)
    {
        string[] cells = new string[lines.Count];
        ReportWork.InParallel(cells.Length, i => cells[i] = Cell(lines[i], up));
        return cells;
    }

    private string Cell(ResultRecord line, string up)
    {
        if (MethodPictures.Small(line) is not { } key)
        {
            return "";
        }

        if (line.Packed is not null)
        {
            return $"<img alt=\"\" src=\"{DataUri.Of(Thumbnail.Of(files.Decode(line, key)))}\">";
        }

        string link = up + RelativeLink.Of(line.Files[key]);
        return $"<a href=\"{link}\"><img loading=\"lazy\" alt=\"\" src=\"{link}\"></a>";
    }
}
