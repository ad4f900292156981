using System.Formats.Tar;
using System.Text;

namespace GradCam.Runs;

/// <summary>
/// A tar archive that grows: what is added goes over its end marks, which are written anew behind it, so that it is whole between two additions. All its
/// entries have one time, so that two runs give the same bytes.
/// </summary>
internal sealed class PackedArchive : IDisposable
{
    private const int Block = 512, EndLength = 2 * Block, LongestName = 100;
    private const int SizeAt = 124, SizeLength = 12;

    // The oldest time that a zip archive can tell; tar programs warn of older ones.
    private static readonly DateTimeOffset Modified = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FileStream file;

    private PackedArchive(FileStream file) => this.file = file;

    /// <summary>Opens an archive to add to it; makes it if missing.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static PackedArchive Open(string path)
    {
        // Without a buffer, since one that a full disk does not take would be tried again on disposal and hide the first failure.
        FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        file.Position = Math.Max(0, file.Length - EndLength);
        return new PackedArchive(file);
    }

    /// <summary>Cuts an archive off behind an entry.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="last">The entry's content.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Trim(string path, FileSpan last)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        long end = (last.End + Block - 1) / Block * Block;
        file.SetLength(end);
        file.Position = end;
        file.Write(new byte[EndLength]);
    }

    /// <summary>Whether an archive's header in front of an entry's content is that of a file of this name and length.</summary>
    /// <param name="header">What stands there.</param>
    /// <param name="member">The name.</param>
    /// <param name="length">The length.</param>
    public static bool IsHeaderOf(ReadOnlySpan<byte> header, string member, long length)
    {
        byte[] name = Encoding.UTF8.GetBytes(member);
        ReadOnlySpan<byte> begin = name.AsSpan(0, Math.Min(name.Length, LongestName));
        return header.StartsWith(begin)
            && (begin.Length == LongestName || header[begin.Length] == 0)
            && long.TryParse(Encoding.ASCII.GetString(header.Slice(SizeAt, SizeLength)).Trim('\0', ' '), out long octal)
            && octal == long.Parse(Convert.ToString(length, 8), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>How many bytes stand in front of an entry's content.</summary>
    public static int HeaderLength => Block;

    /// <summary>Adds files.</summary>
    /// <param name="members">Their names and contents.</param>
    /// <returns>Where each content stands.</returns>
    /// <exception cref="IOException">They cannot be written.</exception>
    public IReadOnlyList<FileSpan> Add(IReadOnlyList<(string Name, byte[] Content)> members)
    {
        if (members.Count == 0)
        {
            return [];
        }

        List<FileSpan> places = [];
        using (TarWriter writer = new(file, TarEntryFormat.Ustar, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in members)
            {
                using MemoryStream data = new(content);
                writer.WriteEntry(Entry(name, data));
                long end = file.Position - ((Block - (content.Length % Block)) % Block);
                places.Add(new FileSpan(end - content.Length, end));
            }
        }

        file.Position -= EndLength;
        return places;
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => file.Dispose();

    /// <summary>The oldest form that can name the file; pax headers, which name the process that wrote them, would differ from run to run.</summary>
    private static PosixTarEntry Entry(string name, Stream data)
    {
        PosixTarEntry entry = Encoding.UTF8.GetByteCount(name) <= LongestName ? new UstarTarEntry(TarEntryType.RegularFile, name) : new GnuTarEntry(TarEntryType.RegularFile, name);
        entry.ModificationTime = Modified;
        entry.DataStream = data;
        return entry;
    }
}
