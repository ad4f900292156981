using System.Globalization;
using GradCam.Files;

namespace GradCam.Runs;

/// <summary>
/// Where the files of a run's folder are written before they get their names: a folder of its own, so that what a killed run left half-written
/// is found and removed. While it is open, no other run works in the same folder.
/// </summary>
internal sealed class DraftFolder : IDisposable
{
    private const string LockName = "lock";

    private readonly string path;
    private readonly FileStream heldOpen;
    private int count;

    private DraftFolder(string path, FileStream heldOpen)
    {
        this.path = path;
        this.heldOpen = heldOpen;
    }

    /// <summary>Opens a folder for drafts, made if missing, and removes what an earlier run left there.</summary>
    /// <exception cref="IOException">The folder cannot be written, or another run works there.</exception>
    public static DraftFolder Open(string path)
    {
        Directory.CreateDirectory(path);
        FileStream heldOpen = new(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        DraftFolder drafts = new(path, heldOpen);
        drafts.Clear();
        return drafts;
    }

    /// <summary>Writes a file whole or not at all, with the folders it needs; may be called from several threads.</summary>
    public void Write(string target, ReadOnlyMemory<byte> content) => Write(target, stream => stream.Write(content.Span));

    /// <summary>The same for a file that is too large to be made in memory.</summary>
    public void Write(string target, Action<Stream> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        WholeFile.Write(target, content, draft: NewPath());
    }

    /// <summary>A path for a draft that is written bit by bit, and renamed by whoever writes it.</summary>
    public string NewPath() => Path.Combine(path, Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture));

    public void Dispose()
    {
        Clear();
        heldOpen.Dispose();
        try
        {
            Directory.Delete(path);
        }
        catch (IOException)
        {
            // Another run has opened its drafts in the meantime; the folder is that one's now.
        }
    }

    private void Clear()
    {
        foreach (string file in Directory.EnumerateFiles(path).Where(file => Path.GetFileName(file) != LockName))
        {
            File.Delete(file);
        }
    }
}
