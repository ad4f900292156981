using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Checkpoints;

/// <summary>
/// Turns plans into tensors: first every plan is checked, against its block and against the file's size, then the blocks are mapped, or read where they are
/// not aligned, or converted, each once, and the tensors are views of them.
/// </summary>
internal sealed class TensorMaker(CheckpointFile file)
{
    /// <summary>More tensors than any network has; bounds the memory that a file of many empty ones can take.</summary>
    public const int MostTensors = 16_384;

    private const int MostDimensions = 16;
    private const long LargestSize = 1L << 40;
    private const long Slack = 32L << 20;
    private const int ConvertedAtOnce = 1 << 20;

    private readonly Dictionary<StoredBlock, Tensor> blocks = [];

    /// <summary>The tensors by name, outside every dispose scope: the caller owns them.</summary>
    public Dictionary<string, Tensor> Make(IReadOnlyList<TensorPlan> plans)
    {
        Check(plans);
        using DisposeScope scope = torch.NewDisposeScope();
        Dictionary<string, Tensor> tensors = new(plans.Count, StringComparer.Ordinal);
        foreach (TensorPlan plan in plans)
        {
            tensors.Add(plan.Name, View(plan));
        }

        foreach (Tensor tensor in tensors.Values)
        {
            tensor.DetachFromDisposeScope();
        }

        return tensors;
    }

    private void Check(IReadOnlyList<TensorPlan> plans)
    {
        if (plans.Count == 0)
        {
            throw file.Fail("it holds no tensors: a state dictionary is wanted, torch.save(model.state_dict(), FILE)");
        }

        if (plans.Count > MostTensors)
        {
            throw file.Fail($"it holds {plans.Count} tensors; at most {MostTensors} are read");
        }

        Int128 seen = 0;
        Int128 own = 0;
        HashSet<StoredBlock> counted = [];
        foreach (TensorPlan plan in plans)
        {
            seen += Elements(plan) * plan.Block.Type.NormalBytes;
            own += counted.Add(plan.Block) ? OwnBytes(plan.Block) : 0;
            if (seen > (4 * (Int128)file.Length) + Slack || own > (2 * (Int128)file.Length) + Slack)
            {
                throw file.Fail(string.Create(
                    CultureInfo.InvariantCulture,
                    $"with tensor {ShownText.Quoted(plan.Name)} its tensors would take {Int128.Max(seen, own):N0} bytes, out of a file of {file.Length:N0}"));
            }
        }
    }

    private Int128 Elements(TensorPlan plan)
    {
        CheckpointException Wrong(string fault) => file.Fail($"tensor {ShownText.Quoted(plan.Name)} {fault}");

        if (plan.Block.Type.Stored is null)
        {
            throw Wrong($"is {plan.Block.Type.Name}, which no network here can use; save its weights as float32");
        }

        if (plan.Size.Length > MostDimensions || plan.Size.Length != plan.Stride.Length)
        {
            throw Wrong($"has {plan.Size.Length} sizes and {plan.Stride.Length} strides; both must be as many, and at most {MostDimensions}");
        }

        Int128 elements = 1;
        Int128 last = plan.Offset;
        for (int i = 0; i < plan.Size.Length; i++)
        {
            if (plan.Size[i] is < 0 or > LargestSize || plan.Stride[i] < 0)
            {
                throw Wrong($"has size {plan.Size[i]} and stride {plan.Stride[i]} in dimension {i}, which is out of range");
            }

            elements *= Math.Max(plan.Size[i], 1);
            if (elements > LargestSize)
            {
                throw Wrong("has sizes whose product is out of range");
            }

            last += (Int128)(plan.Size[i] - 1) * plan.Stride[i];
        }

        elements = plan.Size.Contains(0) ? 0 : elements;
        if (plan.Offset < 0 || (elements > 0 && last >= plan.Block.Elements))
        {
            throw Wrong($"reaches to element {last} of a storage of {plan.Block.Elements}");
        }

        return elements;
    }

    private static long OwnBytes(StoredBlock block) => IsMapped(block) ? 0 : block.Elements * block.Type.NormalBytes;

    private static bool IsAligned(StoredBlock block) => block.Start % CheckpointFile.MappedAlignment == 0;

    private static bool IsMapped(StoredBlock block) => block.Type.Stored == block.Type.Normal && IsAligned(block);

    private Tensor View(TensorPlan plan)
    {
        if (plan.Size.Contains(0))
        {
            return torch.zeros(plan.Size, plan.Block.Type.Normal);
        }

        if (!blocks.TryGetValue(plan.Block, out Tensor? block))
        {
            block = Load(plan.Block);
            blocks.Add(plan.Block, block);
        }

        long start = IsMapped(plan.Block) ? plan.Block.Start / plan.Block.Type.Bytes : 0;
        return block.as_strided(plan.Size, plan.Stride, start + plan.Offset);
    }

    private Tensor Load(StoredBlock block)
    {
        ElementType type = block.Type;
        ScalarType stored = type.Stored ?? throw new InvalidOperationException(type.Name);
        if (IsMapped(block))
        {
            return file.Map(stored, type.Bytes);
        }

        Tensor made = torch.empty(block.Elements, type.Normal);
        for (long at = 0; at < block.Elements; at += ConvertedAtOnce)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            long count = Math.Min(ConvertedAtOnce, block.Elements - at);
            Tensor target = made.narrow(0, at, count);
            if (stored == type.Normal)
            {
                file.Read(block.Start + (at * type.Bytes), target.bytes);
                continue;
            }

            Tensor source = Piece(block, stored, at, count);
            target.copy_(type.Name == "bool" ? source.to(ScalarType.Bool) : source);
        }

        return made;
    }

    private Tensor Piece(StoredBlock block, ScalarType stored, long at, long count)
    {
        if (IsAligned(block))
        {
            return file.Map(stored, block.Type.Bytes).narrow(0, (block.Start / block.Type.Bytes) + at, count);
        }

        Tensor piece = torch.empty(count, stored);
        file.Read(block.Start + (at * block.Type.Bytes), piece.bytes);
        return piece;
    }
}
