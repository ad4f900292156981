namespace GradCam.Files;

/// <summary>
/// Writes files whole or not at all: to a draft first, which takes the file's name when everything is in it. A reader, and a program
/// that is killed, meet the old file or the new one and never a part.
/// </summary>
internal static class WholeFile
{
    /// <summary>Writes one file; one that exists is replaced.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="content">Writes the content; what it throws leaves the old file as it was.</param>
    /// <param name="flush">Whether the content must be on the disk, not in the system's memory, before the file gets its name: some file systems find the disk full only then.</param>
    /// <param name="draft">The draft's path, on the same volume; default a hidden name beside the file.</param>
    /// <exception cref="IOException">The file cannot be written; nothing of it is left.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written; nothing of it is left.</exception>
    public static void Write(string path, Action<Stream> content, bool flush = false, string? draft = null)
    {
        draft ??= DraftName(path);
        try
        {
            WriteDraft(draft, content, flush);
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            TryDelete(draft);
            throw;
        }
    }

    /// <summary>Writes several files together: where one of them fails, those that were there before are there again and the new ones are gone.</summary>
    /// <param name="folder">Where they go; made if missing, with the folders above it, and taken away again after a failure.</param>
    /// <param name="files">Names without folders, each once, and content.</param>
    /// <returns>The paths, in the order of <paramref name="files"/>.</returns>
    /// <exception cref="WholeFileException">A file or the folder cannot be written.</exception>
    public static IReadOnlyList<string> WriteAll(string folder, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        Stack<Action> undo = [];
        List<string> replaced = [];
        string at = folder;
        try
        {
            MakeFolder(folder, undo);
            List<(string Draft, string Target)> drafts = [];
            foreach ((string name, byte[] content) in files)
            {
                at = Path.Combine(folder, name);
                RefuseFolder(at);
                string draft = DraftName(at);
                undo.Push(() => File.Delete(draft));
                WriteDraft(draft, stream => stream.Write(content), flush: true);
                drafts.Add((draft, at));
            }

            foreach ((string draft, string target) in drafts)
            {
                at = target;
                Rename(draft, target, undo, replaced);
            }

            replaced.ForEach(TryDelete);
            return [.. drafts.Select(draft => draft.Target)];
        }
        catch (Exception failure)
        {
            foreach (Action step in undo)
            {
                Try(step);
            }

            if (FileFault.Is(failure))
            {
                throw new WholeFileException(at, failure);
            }

            throw;
        }
    }

    private static void Rename(string draft, string target, Stack<Action> undo, List<string> replaced)
    {
        if (!File.Exists(target))
        {
            File.Move(draft, target);
            undo.Push(() => File.Delete(target));
            return;
        }

        // The old file keeps a second name until all are renamed. Replace never leaves the target's own name empty, which two moves would.
        string old = DraftName(target);
        undo.Push(() => PutBack(old, target));
        replaced.Add(old);
        File.Replace(draft, target, old, ignoreMetadataErrors: true);
    }

    private static void PutBack(string old, string target)
    {
        if (File.Exists(old))
        {
            File.Move(old, target, overwrite: true);
        }
    }

    private static void MakeFolder(string folder, Stack<Action> undo)
    {
        Stack<string> missing = [];
        for (string? path = Path.GetFullPath(folder); path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
        {
            missing.Push(path);
        }

        foreach (string path in missing)
        {
            Directory.CreateDirectory(path);
            undo.Push(() => Directory.Delete(path));
        }
    }

    /// <summary>A folder in a file's place is found before anything is renamed.</summary>
    private static void RefuseFolder(string target)
    {
        if (Directory.Exists(target))
        {
            throw new IOException("a folder of that name is there");
        }
    }

    private static void WriteDraft(string draft, Action<Stream> content, bool flush)
    {
        using FileStream stream = new(draft, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        content(stream);
        stream.Flush(flushToDisk: flush);
    }

    /// <summary>A short name, so that a name that fits the file system has a draft that fits.</summary>
    private static string DraftName(string target) => Path.Combine(Path.GetDirectoryName(target) ?? "", $".{Guid.NewGuid().ToString("N")[..8]}.draft");

    private static void TryDelete(string file) => Try(() => File.Delete(file));

    /// <summary>What cannot be removed (another program holds it, or put a file of its own into the folder) stays; the first failure is the one to tell.</summary>
    private static void Try(Action step)
    {
        try
        {
            step();
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            return;
        }
    }
}
