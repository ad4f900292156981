namespace GradCam.Runs;

/// <summary>The archives of a run's folder, kept in step with its lines: in the lines' order, without gaps.</summary>
/// <param name="packing">Which archive takes which batch.</param>
/// <param name="folder">The run's folder.</param>
/// <param name="drafts">Takes an archive while it is made anew.</param>
/// <param name="log">The run's lines.</param>
internal sealed class PackedRun(Packing packing, string folder, DraftFolder drafts, ResultLog log) : IDisposable
{
    private readonly ResultPacker packer = new(packing, name => Path.Combine(folder, name));

    /// <summary>Adds a batch's files.</summary>
    /// <param name="batch">The batch's place, from 0 up.</param>
    /// <param name="jobs">What its jobs leave.</param>
    /// <returns>Its lines, with their files' places.</returns>
    /// <exception cref="OutputException">They cannot be written.</exception>
    public IReadOnlyList<ResultRecord> Add(int batch, IReadOnlyList<JobDraft> jobs) => packer.Add(batch, jobs);

    /// <summary>Makes the folder hold these lines, in this order, with their files and no others.</summary>
    /// <param name="spans">Where the lines stand.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Keep(IReadOnlyList<FileSpan> spans)
    {
        packer.Dispose();
        if (ResultLog.AreFirst(spans))
        {
            // What a killed process added last is cut off, in the lines and behind these in the archives.
            log.Keep(spans);
            Trim();
            return;
        }

        // Lines and archives cannot be replaced at one stroke: a process that is killed between leaves lines whose files are not where they say, which are computed again.
        using Repacking repacking = new(drafts, folder);
        log.Rewrite((lines, copy) =>
        {
            using ResultFiles files = new(folder);
            foreach (FileSpan span in spans)
            {
                repacking.Copy(lines, span, files, copy);
            }

            repacking.Finish();
        });
    }

    /// <summary>Closes the archive in hand.</summary>
    public void Dispose() => packer.Dispose();

    private void Trim()
    {
        ResultRecord? last = log.Backwards().FirstOrDefault(line => line.Packed is not null);
        string? kept = last is null ? null : PackedNames.ArchiveOf(last.Files.Values.First());
        foreach (string path in PackedNames.ArchivesIn(folder).Where(path => string.CompareOrdinal(Path.GetFileName(path), kept) > 0).ToArray())
        {
            File.Delete(path);
        }

        if (last is not null)
        {
            PackedArchive.Trim(Path.Combine(folder, kept!), last.Packed!.Keys.Select(key => ResultFiles.PlaceOf(last, key)).MaxBy(place => place.End));
        }
    }
}
