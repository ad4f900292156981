using System.Runtime.InteropServices;
using GradCam.Native;
using static TorchSharp.torch;

namespace GradCam.Checkpoints;

/// <summary>Reads checkpoints. A file is data only: nothing in it is ever run, and every size in it is checked before memory is taken.</summary>
public static class CheckpointReader
{
    private const int HeadBytes = 264;

    /// <summary>
    /// Reads a PyTorch state dictionary (zip or legacy .pth) or a .safetensors file; the format is told by the content. The dictionary may lie under
    /// <c>state_dict</c>, <c>model_state_dict</c>, <c>model</c>, <c>net</c>, <c>network</c>, <c>model_ema</c> or <c>weights</c>; <c>module.</c> or <c>model.</c>
    /// before every name is dropped and densenet's old names are brought up to date. Memory of its own is taken for types other than float32 and int64 and for unaligned tensors; the rest is mapped.
    /// </summary>
    /// <param name="path">The file. It must not be written to while the checkpoint is in use; replacing it by a rename is safe.</param>
    /// <returns>The checkpoint, which the caller disposes.</returns>
    /// <exception cref="CheckpointException">The file is missing, damaged, truncated, no checkpoint, or holds code.</exception>
    /// <exception cref="NativeLibraryException">libtorch cannot be loaded.</exception>
    public static Checkpoint Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        NativeLibraries.EnsureTorch();
        CheckpointFile file = CheckpointFile.Open(path);
        try
        {
            return Read(file);
        }
        catch (ExternalException failure)
        {
            file.Dispose();
            throw file.Fail($"libtorch could not take its tensors: {failure.Message.Split('\n')[0]}", failure);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Checkpoint Read(CheckpointFile file)
    {
        CheckpointFormat format = FindFormat(file);
        IReadOnlyDictionary<string, string> metadata = new Dictionary<string, string>();
        List<TensorPlan> plans = format switch
        {
            CheckpointFormat.Zip => TorchCheckpoint.ReadZip(file),
            CheckpointFormat.Legacy => TorchCheckpoint.ReadLegacy(file),
            _ => SafetensorsHeader.Read(file, out metadata),
        };
        string[] names = StateDictionary.Rename(plans.ConvertAll(plan => plan.Name), file);
        plans = [.. plans.Zip(names, (plan, name) => plan with { Name = name })];
        Dictionary<string, Tensor> tensors = new TensorMaker(file).Make(plans);
        return new Checkpoint(file, format, new NamedTensors(tensors, plans.ToDictionary(plan => plan.Name, plan => plan.Block.Type.Name, StringComparer.Ordinal)), metadata);
    }

    private static CheckpointFormat FindFormat(CheckpointFile file)
    {
        const int TarMark = 257;
        const byte PickleMark = 0x80;
        Span<byte> head = stackalloc byte[(int)Math.Min(HeadBytes, file.Length)];
        file.Read(0, head);
        bool json = head.Length > SafetensorsHeader.LengthBytes && head[SafetensorsHeader.LengthBytes] == (byte)'{';
        return head.StartsWith("PK\u0003\u0004"u8) ? CheckpointFormat.Zip
            : json ? CheckpointFormat.Safetensors
            : head[0] == PickleMark || head.StartsWith("L119547037146038801333356"u8) ? CheckpointFormat.Legacy
            : head.Length > TarMark && head[TarMark..].StartsWith("ustar"u8)
                ? throw file.Fail("it has PyTorch's format from before version 0.2 (a tar archive); load and save it with a newer PyTorch")
            : head.StartsWith("version https://git-lfs"u8)
                ? throw file.Fail("it is a Git LFS pointer and not the file itself; fetch it with git lfs pull")
            : throw file.Fail("it is no checkpoint: it is neither a zip nor a legacy file of torch.save, nor safetensors, nor an ONNX model");
    }
}
