namespace GradCam.Runs;

/// <summary>Makes one run of shards that are all done: the files that one undisturbed run would have written, but for times. Done again, it gives the same bytes.</summary>
internal static class ShardMerge
{
    /// <summary>Joins the shards' settings, pictures and lines in the run's folder.</summary>
    /// <param name="output">The run's folder.</param>
    /// <param name="shards">What is there; nothing may be missing.</param>
    /// <exception cref="UsageException">The shards were made with different settings, or a file of theirs was changed.</exception>
    /// <exception cref="OutputException">The folder cannot be written, or a run is writing there.</exception>
    public static void Write(string output, ShardsState shards)
    {
        ShardFiles[] files = [.. shards.Shards.Select(shard => shard.Files)];
        byte[] settings = Settings(files);
        bool isPacked = Packing.Of(RunSettings.Parse(settings, files[0].Settings), 1) is not null;
        ResultsFolder.Locked(output, drafts =>
        {
            drafts.Write(Path.Combine(output, SourceList.FileName), stream => WriteSources(files, stream));
            using Repacking? repacking = isPacked ? new(drafts, output) : null;
            drafts.Write(Path.Combine(output, ResultsReader.FileName), stream => WriteLines(shards, stream, output, repacking));
            drafts.Write(Path.Combine(output, RunSettings.FileName), settings);
        });
        foreach (string left in files.SelectMany(file => file.Attempts().Select(file.Drafts)).Where(Directory.Exists))
        {
            // What killed attempts drafted. All is merged: an attempt that still runs would only do again what is done.
            OutputWriting.Do(left, folder => Directory.Delete(folder, recursive: true));
        }
    }

    private static byte[] Settings(ShardFiles[] files)
    {
        byte[] first = File.ReadAllBytes(files[0].Settings);
        foreach (ShardFiles other in files[1..])
        {
            byte[] json = File.ReadAllBytes(other.Settings);
            if (!json.AsSpan().SequenceEqual(first))
            {
                RunSettings.Parse(first, files[0].Settings).RefuseOthers(json, other.Settings);
            }
        }

        return first;
    }

    /// <summary>With several networks a picture belongs to several shards, and is listed by the first.</summary>
    private static void WriteSources(ShardFiles[] files, Stream stream)
    {
        HashSet<UInt128> known = [];
        foreach (ShardFiles file in files)
        {
            SourceList.Copy(file.Folder, stream, known);
        }
    }

    private static void WriteLines(ShardsState shards, Stream stream, string output, Repacking? repacking)
    {
        foreach (ShardState shard in shards.Shards)
        {
            foreach ((int attempt, FileSpan[] spans) in Runs(shard))
            {
                using FileStream lines = new(shard.Files.Results(attempt), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                using ResultFiles packed = new(output, shard.Files.Packed(attempt));
                foreach (FileSpan span in FileSpan.Joined(spans))
                {
                    RefuseCut(lines, span);
                    Copy(lines, span, packed, stream, repacking);
                }
            }
        }

        repacking?.Finish();
    }

    private static void Copy(FileStream lines, FileSpan span, ResultFiles packed, Stream stream, Repacking? repacking)
    {
        if (repacking is null)
        {
            span.Copy(lines, stream);
        }
        else
        {
            repacking.Copy(lines, span, packed, stream);
        }
    }

    /// <summary>The lines of a shard's batches in their order, those of one attempt in a row together.</summary>
    private static IEnumerable<(int Attempt, FileSpan[] Spans)> Runs(ShardState shard)
    {
        List<FileSpan> spans = [];
        int attempt = 0;
        for (int batch = 0; batch < shard.Facts!.Batches; batch++)
        {
            (int by, BatchMark mark) = shard.Marked.Find(batch)!.Value;
            if (by != attempt && spans.Count > 0)
            {
                yield return (attempt, [.. spans]);
                spans.Clear();
            }

            attempt = by;
            spans.Add(mark.Span);
        }

        if (spans.Count > 0)
        {
            yield return (attempt, [.. spans]);
        }
    }

    /// <summary>After a power cut a mark may be on the disk and its lines not.</summary>
    private static void RefuseCut(FileStream lines, FileSpan span)
    {
        lines.Position = Math.Max(0, span.End - 1);
        if (lines.ReadByte() != '\n')
        {
            throw new UsageException($"{ShownText.Of(lines.Name)}: lines that were marked as written are not there; the shard must be run again");
        }
    }
}
