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
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 20, FileOptions.SequentialScan);
        return Sha256(stream);
    }

    /// <summary>The hash of everything in <paramref name="stream"/>, from its start.</summary>
    internal static string Sha256(Stream stream)
    {
        stream.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
