namespace GradCam.Runs;

/// <summary>Moves packed files into archives that are made anew, in the order in which they come: the archives that one undisturbed run makes.</summary>
/// <param name="drafts">Takes an archive while it is made.</param>
/// <param name="folder">The folder for the archives.</param>
internal sealed class Repacking(DraftFolder drafts, string folder) : IDisposable
{
    private readonly HashSet<string> made = [];
    private (string Name, string Draft, PackedArchive Archive)? open;

    /// <summary>Copies lines, with the files of their results.</summary>
    /// <param name="lines">The lines' file.</param>
    /// <param name="span">Which of them.</param>
    /// <param name="from">Where the files stand.</param>
    /// <param name="to">Where the lines go.</param>
    /// <exception cref="IOException">An archive cannot be written.</exception>
    /// <exception cref="PictureException">A file is gone.</exception>
    public void Copy(FileStream lines, FileSpan span, ResultFiles from, Stream to)
    {
        lines.Position = span.Start;
        foreach (IReadOnlyList<WrittenLine> parts in ResultParts.Whole(ResultsReader.Lines(lines, span.End)))
        {
            foreach (ResultRecord line in Move([.. parts.Select(part => part.Line)], from))
            {
                to.Write(ResultJson.EncodeLine(line));
                to.WriteByte((byte)'\n');
            }
        }
    }

    /// <summary>Gives the last archive its name, and removes those that the folder has besides.</summary>
    /// <exception cref="IOException">An archive cannot be named or removed.</exception>
    public void Finish()
    {
        Close(null);
        foreach (string other in PackedNames.ArchivesIn(folder).Where(path => !made.Contains(Path.GetFileName(path))).ToArray())
        {
            File.Delete(other);
        }
    }

    /// <summary>Closes what a failure left open.</summary>
    public void Dispose() => open?.Archive.Dispose();

    /// <summary>What belongs to several results of a picture is there once.</summary>
    private ResultRecord[] Move(ResultRecord[] parts, ResultFiles from)
    {
        (string File, ResultRecord Line, string Key)[] files =
        [
            .. parts.SelectMany(line => line.Files.Where(_ => line.Packed is not null).Select(file => (file.Value, line, file.Key)))
                .DistinctBy(file => file.Value)
                .OrderBy(file => ResultFiles.PlaceOf(file.line, file.Key).Start),
        ];
        if (files.Length == 0)
        {
            return parts;
        }

        IReadOnlyList<FileSpan> places = For(PackedNames.ArchiveOf(files[0].File), from).Add([.. files.Select(file => (PackedNames.MemberOf(file.File), from.Read(file.Line, file.Key)))]);
        Dictionary<string, FileSpan> moved = files.Zip(places).ToDictionary(pair => pair.First.File, pair => pair.Second);
        return [.. parts.Select(line => line with { Packed = PackedPlaces.Of(line.Files, moved) })];
    }

    private PackedArchive For(string name, ResultFiles from)
    {
        if (open?.Name != name)
        {
            Close(from);
            string draft = drafts.NewPath();
            open = (name, draft, PackedArchive.Open(draft));
        }

        return open!.Value.Archive;
    }

    private void Close(ResultFiles? from)
    {
        if (open is { } done)
        {
            done.Archive.Dispose();
            // Windows does not rename over a file that is open.
            from?.Close(done.Name);
            File.Move(done.Draft, Path.Combine(folder, done.Name), overwrite: true);
            made.Add(done.Name);
            open = null;
        }
    }
}
