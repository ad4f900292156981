namespace GradCam;

/// <summary>Writes a set of result files whole or not at all.</summary>
public static class ResultWriter
{
    /// <summary>
    /// Writes every file beside its name first and renames them only when all are written, so that a failure leaves no half-written
    /// file, none of the new ones, and no folder that was made for them.
    /// </summary>
    /// <param name="folder">Where the files go; made if missing, with the folders above it.</param>
    /// <param name="files">The files' names, without folders and each once, and their content; a file that exists is replaced.</param>
    /// <returns>The paths written, in the order of <paramref name="files"/>: <paramref name="folder"/> and the name.</returns>
    /// <exception cref="OutputException">The folder or a file cannot be written; the message names the path.</exception>
    public static IReadOnlyList<string> Write(string folder, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var undo = new Stack<Action>();
        string at = folder;
        try
        {
            MakeFolder(folder, undo);
            List<(string Draft, string Target)> drafts = [];
            foreach ((string name, byte[] content) in files)
            {
                at = Path.Combine(folder, name);
                RefuseFolder(at);
                drafts.Add((WriteDraft(folder, content, undo), at));
            }

            foreach ((string draft, string target) in drafts)
            {
                at = target;
                bool isNew = !File.Exists(target);
                File.Move(draft, target, overwrite: true);
                if (isNew)
                {
                    undo.Push(() => File.Delete(target));
                }
            }

            return [.. drafts.Select(draft => draft.Target)];
        }
        catch (Exception failure)
        {
            Undo(undo);
            if (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                throw new OutputException($"{at}: cannot be written ({Reason(failure)}); choose another output folder or make room there", failure);
            }

            throw;
        }
    }

    /// <summary>Writes the files of an explanation: see <see cref="ResultFiles"/>.</summary>
    /// <param name="folder">Where the files go; made if missing.</param>
    /// <param name="stem">The picture's file name without its extension.</param>
    /// <param name="explanation">What was found.</param>
    /// <param name="options">Which files. Default: the pictures alone.</param>
    /// <returns>The paths written.</returns>
    /// <exception cref="OutputException">The folder or a file cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, string stem, Explanation explanation, ResultOptions? options = null) =>
        Write(folder, ResultFiles.Encode(stem, explanation, options));

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

    private static string WriteDraft(string folder, byte[] content, Stack<Action> undo)
    {
        // Shorter than any result's name, so that a name that fits the file system has a draft that fits.
        string draft = Path.Combine(folder, $".{Guid.NewGuid():N}"[..13]);
        using var stream = new FileStream(draft, FileMode.CreateNew, FileAccess.Write);
        undo.Push(() => File.Delete(draft));
        stream.Write(content);
        // Some file systems find the disk full only now.
        stream.Flush(flushToDisk: true);
        return draft;
    }

    private static void Undo(Stack<Action> undo)
    {
        foreach (Action step in undo)
        {
            try
            {
                step();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // What cannot be removed (another program holds it, or put a file of its own into the folder) stays; the first failure is the one to tell.
            }
        }
    }

    /// <summary>The system's message without the path, which leads the line already, and without its full stop.</summary>
    private static string Reason(Exception failure)
    {
        string message = failure.Message;
        int path = message.IndexOf(" : '", StringComparison.Ordinal);
        return (path > 0 ? message[..path] : message).TrimEnd('.', ' ');
    }
}
