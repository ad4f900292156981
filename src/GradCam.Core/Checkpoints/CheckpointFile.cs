using GradCam.Files;
using Microsoft.Win32.SafeHandles;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Checkpoints;

/// <summary>The one opening of a checkpoint's file: everything that is read, mapped or hashed comes from it, even if the path is given to another file meanwhile.</summary>
internal sealed class CheckpointFile : IDisposable
{
    /// <summary>libtorch's own alignment. With less its kernels add in another order, and the same weights would give other last bits.</summary>
    public const int MappedAlignment = 64;

    private readonly SafeFileHandle handle;
    private readonly Dictionary<ScalarType, Tensor> maps = [];

    private CheckpointFile(string path, SafeFileHandle handle)
    {
        Path = path;
        this.handle = handle;
        Length = RandomAccess.GetLength(handle);
    }

    public string Path { get; }

    public long Length { get; }

    public static CheckpointFile Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new CheckpointException($"checkpoint {ShownText.Quoted(path)} is a folder; a .pth, .pt, .safetensors or .onnx file is wanted");
        }

        try
        {
            // Deletion is shared so that a fetch may replace the file by a rename while it is in use.
            CheckpointFile file = new(path, File.OpenHandle(path, share: FileShare.Read | FileShare.Delete, options: FileOptions.RandomAccess));
            if (file.Length > 0)
            {
                return file;
            }

            file.Dispose();
            throw file.Fail("the file is empty");
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CheckpointException($"checkpoint {ShownText.Quoted(path)} does not exist", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CheckpointException($"checkpoint {ShownText.Quoted(path)} cannot be opened ({FileFault.Reason(failure)})", failure);
        }
    }

    /// <summary>The exception for a fault in this file, which names it.</summary>
    public CheckpointException Fail(string fault, Exception? inner = null) => new($"checkpoint {ShownText.Quoted(Path)}: {fault}", inner);

    /// <summary>Fills <paramref name="into"/> from the file's byte <paramref name="offset"/> on.</summary>
    public void Read(long offset, Span<byte> into)
    {
        try
        {
            while (into.Length > 0)
            {
                int count = RandomAccess.Read(handle, into, offset);
                if (count == 0)
                {
                    throw Fail($"it ends at byte {offset}, before its contents do: the file is truncated");
                }

                into = into[count..];
                offset += count;
            }
        }
        catch (IOException failure)
        {
            throw Fail($"it cannot be read at byte {offset} ({FileFault.Reason(failure)})", failure);
        }
    }

    /// <summary>The whole file as one dimension of <paramref name="type"/>, mapped; writing to it reaches memory only. Lives as long as this object.</summary>
    public Tensor Map(ScalarType type, int bytesAnElement)
    {
        if (!maps.TryGetValue(type, out Tensor? map))
        {
            // The path could name another file by now; the descriptor cannot.
            string path = OperatingSystem.IsLinux() ? $"/proc/self/fd/{handle.DangerousGetHandle()}" : Path;
            map = torch.from_file(path, shared: false, Length / bytesAnElement, type).DetachFromDisposeScope();
            maps.Add(type, map);
            if (RandomAccess.GetLength(handle) != Length)
            {
                throw Fail("it changed while it was read");
            }
        }

        return map;
    }

    public void Dispose()
    {
        foreach (Tensor map in maps.Values)
        {
            map.Dispose();
        }

        handle.Dispose();
    }
}
