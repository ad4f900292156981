namespace GradCam.Weights;

/// <summary>One published checkpoint: how it is called, which file it is, and the hash that this file must have.</summary>
internal sealed record PublishedFile
{
    private const int ShortestPrefix = 8;
    private const int Sha256Digits = 64;

    /// <summary>Describes a published file.</summary>
    /// <param name="name">What users call it: a network's name.</param>
    /// <param name="fileName">The file's name on the server and in the cache; no folder.</param>
    /// <param name="hash">The first digits of its SHA-256, 8 to 64 hexadecimal ones.</param>
    /// <param name="bytes">Its size in bytes, to within 1 MiB: a server that sends more is cut off.</param>
    /// <exception cref="ArgumentException">The file name names a folder, the hash is too short or not hexadecimal, or the size is not positive.</exception>
    public PublishedFile(string name, string fileName, string hash, long bytes)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        ArgumentNullException.ThrowIfNull(hash);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytes);
        if (fileName.IndexOfAny(['/', '\\', ':']) >= 0 || fileName is "." or "..")
        {
            throw new ArgumentException($"{fileName} is not the name of a file alone", nameof(fileName));
        }

        if (hash.Length is < ShortestPrefix or > Sha256Digits || !hash.All(char.IsAsciiHexDigit))
        {
            throw new ArgumentException($"{hash} is not {ShortestPrefix} to {Sha256Digits} digits of a SHA-256", nameof(hash));
        }

        Name = name;
        FileName = fileName;
        Hash = hash.ToLowerInvariant();
        Bytes = bytes;
    }

    /// <summary>What users call it: a network's name.</summary>
    public string Name { get; }

    /// <summary>The file's name on the server and in the cache.</summary>
    public string FileName { get; }

    /// <summary>The first digits of its SHA-256, lower case.</summary>
    public string Hash { get; }

    /// <summary>Its size in bytes, to within 1 MiB.</summary>
    public long Bytes { get; }

    /// <summary>Whether a file with this SHA-256 is this one.</summary>
    /// <param name="sha256">All 64 hexadecimal digits.</param>
    public bool Matches(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        return sha256.Length == Sha256Digits && sha256.StartsWith(Hash, StringComparison.OrdinalIgnoreCase);
    }
}
