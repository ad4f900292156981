namespace GradCam.Weights;

/// <summary>
/// The growing file beside its final name, locked by the process that writes it. Names are never used twice, and a name goes (by
/// rename or deletion) only while its lock is held: so who gets the lock and still finds the name owns what lies under it. The
/// system frees the lock of a process that dies, and the next one takes over what it left.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    // Windows renames an open file only where its deletion is shared; elsewhere only None takes an exclusive lock.
    private static readonly FileShare Exclusive = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private readonly string path;
    private bool isGone;

    private PartialFile(string path, FileStream stream)
    {
        this.path = path;
        Stream = stream;
    }

    /// <summary>What is on the disk so far; written without a buffer, so that a full disk shows at the write.</summary>
    public FileStream Stream { get; }

    /// <summary>Takes over what a dead process left of this file, or starts anew; null while another process writes it.</summary>
    public static PartialFile? TryAcquire(string finalPath)
    {
        List<PartialFile>? leftovers = TryLockAll(finalPath);
        if (leftovers is null)
        {
            return null;
        }

        PartialFile? longest = leftovers.MaxBy(partial => partial.Stream.Length);
        foreach (PartialFile other in leftovers.Where(partial => partial != longest))
        {
            other.Delete();
            other.Dispose();
        }

        return longest ?? TryCreate(finalPath);
    }

    /// <summary>Deletes what dead processes left of a file that is whole by now.</summary>
    public static void Sweep(string finalPath)
    {
        foreach (string path in Leftovers(finalPath))
        {
            using PartialFile? partial = TryLock(path);
            partial?.Delete();
        }
    }

    /// <summary>Gives the file its final name, over one that another process may have put there meanwhile.</summary>
    public void Publish(string finalPath)
    {
        Stream.Flush(flushToDisk: true);
        File.Move(path, finalPath, overwrite: true);
        isGone = true;
    }

    /// <summary>Takes the file off the disk.</summary>
    public void Delete()
    {
        File.Delete(path);
        isGone = true;
    }

    /// <summary>Frees the lock; what was received stays for the next process, an empty file does not.</summary>
    public void Dispose()
    {
        if (!isGone && Stream.Length == 0)
        {
            Delete();
        }

        Stream.Dispose();
    }

    private static PartialFile? TryCreate(string finalPath)
    {
        string path = $"{finalPath}.gradcam-{Guid.NewGuid():N}.partial";
        PartialFile? made = TryLock(path, FileMode.CreateNew);

        // Of two that start at the same moment, the one whose name comes first goes on.
        if (made is not null && string.CompareOrdinal(Leftovers(finalPath).FirstOrDefault(), path) < 0)
        {
            made.Dispose();
            return null;
        }

        return made;
    }

    private static List<PartialFile>? TryLockAll(string finalPath)
    {
        List<PartialFile> locked = [];
        foreach (string path in Leftovers(finalPath))
        {
            PartialFile? partial = TryLock(path);
            if (partial is not null)
            {
                locked.Add(partial);
            }
            else if (File.Exists(path))
            {
                locked.ForEach(other => other.Dispose());
                return null;
            }
        }

        return locked;
    }

    private static PartialFile? TryLock(string path, FileMode mode = FileMode.Open)
    {
        try
        {
            FileStream stream = new(path, mode, FileAccess.ReadWrite, Exclusive, bufferSize: 0);
            if (File.Exists(path))
            {
                return new PartialFile(path, stream);
            }

            stream.Dispose();
            return null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException failure) when (IsLocked(failure))
        {
            return null;
        }
    }

    // The numbers of "held by another": EWOULDBLOCK on Linux and on macOS, sharing and lock violations on Windows.
    private static bool IsLocked(IOException failure) =>
        (failure.HResult & 0xFFFF) is int code
        && (OperatingSystem.IsWindows() ? code is 32 or 33 : OperatingSystem.IsMacOS() ? code is 35 : code is 11);

    private static string[] Leftovers(string finalPath)
    {
        string[] found = Directory.GetFiles(Path.GetDirectoryName(finalPath)!, Path.GetFileName(finalPath) + ".gradcam-*.partial");
        Array.Sort(found, StringComparer.Ordinal);
        return found;
    }
}
