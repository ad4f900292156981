namespace GradCam.Runs;

/// <summary>Packs the files of batches as they are computed.</summary>
/// <param name="packing">Which archive takes which batch.</param>
/// <param name="pathOf">The path of an archive.</param>
internal sealed class ResultPacker(Packing packing, Func<string, string> pathOf) : IDisposable
{
    private (string Path, PackedArchive Archive)? open;

    /// <summary>Adds a batch's files.</summary>
    /// <param name="batch">The batch's place in the whole run, from 0 up.</param>
    /// <param name="drafts">What its jobs leave.</param>
    /// <returns>Its lines, with their files' places.</returns>
    /// <exception cref="OutputException">They cannot be written.</exception>
    public IReadOnlyList<ResultRecord> Add(int batch, IReadOnlyList<JobDraft> drafts)
    {
        KeyValuePair<string, Func<byte[]>>[] files = [.. drafts.SelectMany(draft => draft.Files)];
        byte[][] contents = new byte[files.Length][];
        Parallel.For(0, files.Length, Processors.All, i => contents[i] = files[i].Value());
        string archive = packing.ArchiveOf(batch);
        Dictionary<string, FileSpan> places = [];
        OutputWriting.Do(pathOf(archive), path =>
        {
            IReadOnlyList<FileSpan> spans = For(path).Add([.. files.Zip(contents, (file, content) => (file.Key, content))]);
            places = files.Zip(spans).ToDictionary(pair => PackedNames.Of(archive, pair.First.Key), pair => pair.Second);
        });
        return [.. drafts.SelectMany(draft => draft.Records).Select(record => Packed(record, archive, places))];
    }

    /// <summary>Closes the archive in hand.</summary>
    public void Dispose()
    {
        open?.Archive.Dispose();
        open = null;
    }

    private static ResultRecord Packed(ResultRecord record, string archive, Dictionary<string, FileSpan> places)
    {
        if (record.Files.Count == 0)
        {
            return record;
        }

        Dictionary<string, string> files = record.Files.ToDictionary(file => file.Key, file => PackedNames.Of(archive, file.Value));
        return record with { Files = files, Packed = PackedPlaces.Of(files, places) };
    }

    private PackedArchive For(string path)
    {
        if (open?.Path != path)
        {
            Dispose();
            open = (path, PackedArchive.Open(path));
        }

        return open!.Value.Archive;
    }
}
