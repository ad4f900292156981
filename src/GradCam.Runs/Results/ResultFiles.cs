using System.Collections.Concurrent;
using GradCam.Files;
using GradCam.Imaging;
using Microsoft.Win32.SafeHandles;

namespace GradCam.Runs;

/// <summary>Reads the files of results, whether they stand in the run's folder or are packed; may be called from several threads.</summary>
/// <param name="folder">The run's folder.</param>
/// <param name="attempt">The archive in which an attempt at a shard has all its files; null for those that results name.</param>
internal sealed class ResultFiles(string folder, string? attempt = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<SafeFileHandle?>> archives = [];

    /// <summary>Whether a result's files are there: of packed ones, whether the archive is long enough for all and the first stands where it is said to.</summary>
    public bool AreThere(ResultRecord line)
    {
        if (line.Packed is not { Count: > 0 } packed)
        {
            return line.Files.Values.All(file => File.Exists(RelativePath.Resolve(folder, file)));
        }

        string first = packed.Keys.First();
        return packed.Count == line.Files.Count
            && Handle(line.Files[first]) is { } archive
            && RandomAccess.GetLength(archive) is var length
            && packed.Keys.All(key => PlaceOf(line, key) is { Start: >= 0 } place && place.End <= length)
            && IsAt(archive, PlaceOf(line, first), PackedNames.MemberOf(line.Files[first]));
    }

    /// <summary>How many bytes a file has.</summary>
    /// <param name="line">The result.</param>
    /// <param name="key">The file's key.</param>
    /// <exception cref="PictureException">It is gone.</exception>
    public long LengthOf(ResultRecord line, string key)
    {
        if (line.Packed is not null)
        {
            return PlaceOf(line, key).Length;
        }

        FileInfo info = new(RelativePath.Resolve(folder, line.Files[key]));
        return info.Exists ? info.Length : throw Gone(info.FullName);
    }

    /// <summary>A file's content.</summary>
    /// <param name="line">The result.</param>
    /// <param name="key">The file's key.</param>
    /// <exception cref="PictureException">It is gone.</exception>
    public byte[] Read(ResultRecord line, string key)
    {
        string path = NameOf(line, key);
        try
        {
            return line.Packed is null ? File.ReadAllBytes(path) : Read(line.Files[key], PlaceOf(line, key));
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            throw Gone(path, failure);
        }
    }

    /// <summary>A picture.</summary>
    /// <param name="line">The result.</param>
    /// <param name="key">The picture's key.</param>
    /// <exception cref="PictureException">It is gone or damaged.</exception>
    public RgbImage Decode(ResultRecord line, string key) => PictureDecoder.Decode(Read(line, key), NameOf(line, key));

    /// <summary>What messages call a file.</summary>
    public string NameOf(ResultRecord line, string key) => RelativePath.Resolve(folder, line.Files[key]);

    /// <summary>Where a packed file stands.</summary>
    public static FileSpan PlaceOf(ResultRecord line, string key) => line.Packed?.GetValueOrDefault(key) is [var start, var length] ? new FileSpan(start, start + length) : new FileSpan(-1, -1);

    /// <summary>Closes an archive, so that another can take its name.</summary>
    public void Close(string archive)
    {
        if (archives.TryRemove(archive, out Lazy<SafeFileHandle?>? opened))
        {
            opened.Value?.Dispose();
        }
    }

    /// <summary>Closes all.</summary>
    public void Dispose()
    {
        foreach (string archive in archives.Keys)
        {
            Close(archive);
        }
    }

    private static bool IsAt(SafeFileHandle archive, FileSpan place, string member)
    {
        Span<byte> header = stackalloc byte[PackedArchive.HeaderLength];
        long at = place.Start - header.Length;
        return at >= 0 && RandomAccess.Read(archive, header, at) == header.Length && PackedArchive.IsHeaderOf(header, member, place.Length);
    }

    private static PictureException Gone(string path, Exception? failure = null) => new($"{ShownText.Of(path)}: is gone; a resumed run makes it again", failure);

    private byte[] Read(string file, FileSpan place)
    {
        byte[] content = new byte[place.Length];
        SafeFileHandle archive = Handle(file) ?? throw new FileNotFoundException(null, file);
        for (int read = 0; read < content.Length;)
        {
            int more = RandomAccess.Read(archive, content.AsSpan(read), place.Start + read);
            read += more > 0 ? more : throw new EndOfStreamException();
        }

        return content;
    }

    private SafeFileHandle? Handle(string file)
    {
        string name = PackedNames.ArchiveOf(file);
        return archives.GetOrAdd(name, _ => new(() => Open(attempt ?? Path.Combine(folder, name)))).Value;
    }

    private static SafeFileHandle? Open(string path) => File.Exists(path) ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete) : null;
}
