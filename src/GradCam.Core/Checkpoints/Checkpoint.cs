using System.Security.Cryptography;
using static TorchSharp.torch;

namespace GradCam.Checkpoints;

/// <summary>
/// A checkpoint that was read: named tensors and metadata. It owns both the tensors and the file, which stays open, and mapped, until it is disposed;
/// what is to live longer must be cloned or aliased before.
/// </summary>
public sealed class Checkpoint : IDisposable
{
    private const int HashedAtOnce = 1 << 20;

    private readonly CheckpointFile file;
    private readonly Lazy<string> sha256;

    internal Checkpoint(
        CheckpointFile file, CheckpointFormat format, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        this.file = file;
        Format = format;
        Tensors = tensors;
        Metadata = metadata;
        sha256 = new Lazy<string>(Hash);
    }

    /// <summary>The file's path, as it was given.</summary>
    public string Path => file.Path;

    /// <summary>The format that the file's content showed.</summary>
    internal CheckpointFormat Format { get; }

    /// <summary>
    /// The tensors by their state-dictionary names, in the file's order: float32 for every floating-point type, int64 for every whole-number type and bool.
    /// They may share memory, be views with any strides, and be mapped from the file: changing one changes no byte of the file.
    /// </summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>A safetensors file's metadata as it stands there; empty for the other formats. <see cref="ModelMetadata.Parse"/> reads it.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The SHA-256 of the file that was opened, 64 lower-case hexadecimal digits; computed at the first call.</summary>
    /// <exception cref="CheckpointException">The file can no longer be read.</exception>
    public string Sha256() => sha256.Value;

    /// <summary>Gives the tensors and the file back.</summary>
    public void Dispose()
    {
        foreach (Tensor tensor in Tensors.Values)
        {
            tensor.Dispose();
        }

        file.Dispose();
    }

    private string Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] piece = new byte[HashedAtOnce];
        for (long at = 0; at < file.Length; at += piece.Length)
        {
            Span<byte> part = piece.AsSpan(0, (int)Math.Min(piece.Length, file.Length - at));
            file.Read(at, part);
            hash.AppendData(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
