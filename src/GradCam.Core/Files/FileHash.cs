using System.Security.Cryptography;

namespace GradCam.Files;

/// <summary>SHA-256 of files, as 64 lower-case hexadecimal digits.</summary>
internal static class FileHash
{
    /// <summary>The hash of the file at <paramref name="path"/>; nothing of it is understood or kept.</summary>
    /// <param name="path">Any file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static string Sha256(string path)
    {
        // A buffer of 1 MB is a large object: hashing 1,000 pictures of 3 KB took 50 ms and 330 collections, with this one 12 ms and none.
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16, FileOptions.SequentialScan);
        return Sha256(stream);
    }

    /// <summary>The hash of several files' contents, one behind another.</summary>
    /// <param name="paths">The files.</param>
    public static string Sha256(IReadOnlyList<string> paths)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] piece = new byte[1 << 16];
        foreach (string path in paths)
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            for (int read; (read = stream.Read(piece)) > 0;)
            {
                hash.AppendData(piece, 0, read);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The hash of everything in <paramref name="stream"/>, from its start.</summary>
    internal static string Sha256(Stream stream)
    {
        stream.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
