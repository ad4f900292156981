using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Checkpoints;

/// <summary>
/// Makes the tensors of an ONNX model: float32 for every floating-point type, bool and the whole numbers of 8 bits as they are, int64 for the other whole
/// numbers. Every size is checked before memory is taken, and all together may take four times the files' bytes and 32 MB.
/// </summary>
/// <param name="file">The model.</param>
internal sealed class OnnxTensors(CheckpointFile file) : IDisposable
{
    private const int MostDimensions = 16;
    private const int ConvertedAtOnce = 1 << 20;
    private const long LargestCount = 1L << 40;
    private const long Slack = 32L << 20;

    private readonly Dictionary<string, CheckpointFile> external = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> places = new(StringComparer.Ordinal);
    private long budget = BudgetOf(file.Length);

    /// <summary>What may be made of a file of so many bytes.</summary>
    public static long BudgetOf(long length) => (4 * length) + Slack;

    /// <summary>How many more bytes may be taken.</summary>
    public long Budget => budget;

    /// <summary>Counts memory that is taken for something computed of the tensors.</summary>
    /// <exception cref="CheckpointException">All of it would be more than the file's size makes likely.</exception>
    public void Take(long bytes, string what)
    {
        budget -= bytes;
        if (budget < 0)
        {
            throw file.Fail($"{what} would take {bytes} bytes, far more than a file of {file.Length} makes likely: it is damaged");
        }
    }

    /// <summary>A tensor, in the caller's dispose scope.</summary>
    /// <param name="plan">The tensor.</param>
    /// <param name="owner">What messages call what it belongs to, where it has no name.</param>
    public Tensor Make(OnnxTensorPlan plan, string owner)
    {
        string name = $"tensor {ShownText.Quoted(plan.Name.Length > 0 ? plan.Name : owner)}";
        OnnxElement type = OnnxElement.Of(plan.Type) ?? throw file.Fail($"{name} is of {OnnxElement.NameOf(plan.Type)}, which is not supported; export it in float32");
        long count = Count(plan, name);
        Take(count * type.MadeBytes, name);
        long[] shape = [.. plan.Dims];
        if (plan.IsExternal)
        {
            return FromExternal(plan, type, count, name).view(shape);
        }

        if (plan.Raw is { } raw)
        {
            return raw.End - raw.Start == count * type.Bytes
                ? FromBytes(file, raw.Start, type, count).view(shape)
                : throw file.Fail($"{name} has {raw.End - raw.Start} bytes where its shape [{string.Join(",", plan.Dims)}] of {type.Name} wants {count * type.Bytes}");
        }

        return FromNumbers(plan, type, count, name).view(shape);
    }

    /// <summary>Closes the files beside the model.</summary>
    public void Dispose()
    {
        foreach (CheckpointFile data in external.Values)
        {
            data.Dispose();
        }
    }

    private long Count(OnnxTensorPlan plan, string name)
    {
        if (plan.Dims.Count > MostDimensions)
        {
            throw file.Fail($"{name} has {plan.Dims.Count} dimensions; at most {MostDimensions} are read");
        }

        long count = 1;
        foreach (long size in plan.Dims)
        {
            count = size is >= 0 and <= LargestCount && (Int128)count * size <= LargestCount
                ? count * size
                : throw file.Fail($"{name} has the shape [{string.Join(",", plan.Dims)}], which is out of range");
        }

        return count;
    }

    private static Tensor FromBytes(CheckpointFile from, long start, OnnxElement type, long count)
    {
        Tensor made = empty([count], type.Made);
        if (type.Stored == type.Made)
        {
            from.Read(start, made.bytes);
            return made;
        }

        for (long at = 0; at < count; at += ConvertedAtOnce)
        {
            using DisposeScope scope = NewDisposeScope();
            long length = Math.Min(ConvertedAtOnce, count - at);
            Tensor piece = empty([length], type.Stored);
            from.Read(start + (at * type.Bytes), piece.bytes);
            made.narrow(0, at, length).copy_(type.IsUnsigned ? Unsigned(piece, type) : piece);
        }

        return made;
    }

    /// <summary>libtorch knows no such types: the bits, taken as whole numbers of the next larger type.</summary>
    private static Tensor Unsigned(Tensor piece, OnnxElement type)
    {
        const int BitsAByte = 8;
        return piece.to(ScalarType.Int64).bitwise_and(tensor((1L << (BitsAByte * type.Bytes)) - 1));
    }

    private Tensor FromNumbers(OnnxTensorPlan plan, OnnxElement type, long count, string name)
    {
        int written = plan.Type switch
        {
            OnnxElement.Float32 => plan.Singles.Count,
            OnnxElement.Float64 => plan.Doubles.Count,
            _ => plan.Wholes.Count,
        };
        if (written != count)
        {
            throw file.Fail($"{name} has {written} elements where its shape [{string.Join(",", plan.Dims)}] wants {count}");
        }

        if (count == 0)
        {
            return empty([0], type.Made);
        }

        return plan.Type switch
        {
            OnnxElement.Float32 => tensor(plan.Singles.ToArray()),
            OnnxElement.Float64 => tensor(plan.Doubles.ConvertAll(value => (float)value).ToArray()),
            // Whole numbers hold the bits of float16 and bfloat16.
            OnnxElement.Float16 => tensor(plan.Wholes.ConvertAll(bits => (float)BitConverter.UInt16BitsToHalf((ushort)bits)).ToArray()),
            OnnxElement.BFloat16 => tensor(plan.Wholes.ConvertAll(bits => BitConverter.UInt32BitsToSingle((uint)(ushort)bits << 16)).ToArray()),
            OnnxElement.Truth => tensor(plan.Wholes.ConvertAll(value => value != 0).ToArray()),
            _ => tensor(plan.Wholes.ToArray()).to(type.Made),
        };
    }

    private Tensor FromExternal(OnnxTensorPlan plan, OnnxElement type, long count, string name)
    {
        CheckpointFile data = OpenExternal(plan, name);
        long start = Number(plan, "offset", name) ?? 0;
        long length = Number(plan, "length", name) ?? count * type.Bytes;
        if (length != count * type.Bytes || start > data.Length || length > data.Length - start)
        {
            throw file.Fail($"{name} is said to have {length} bytes from byte {start} on of a file of {data.Length}; its shape [{string.Join(",", plan.Dims)}] of {type.Name} wants {count * type.Bytes}");
        }

        bool isMapped = type.Stored == type.Made && count > 0 && start % CheckpointFile.MappedAlignment == 0;
        return isMapped ? data.Map(type.Made, type.Bytes).narrow(0, start / type.Bytes, count) : FromBytes(data, start, type, count);
    }

    /// <summary>By its place, whatever the model calls it: a file that has many names makes no more memory likely than one.</summary>
    private CheckpointFile OpenExternal(OnnxTensorPlan plan, string name)
    {
        string location = plan.Location ?? throw file.Fail($"{name} lies in another file, of which no name is given");
        if (!places.TryGetValue(location, out string? path))
        {
            path = OnnxFolder.Resolve(file.Path, location)
                ?? throw file.Fail($"{name} lies in {ShownText.Quoted(location)}, which is no path within the model's folder: nothing outside it is read");
            places.Add(location, path);
        }

        if (!external.TryGetValue(path, out CheckpointFile? data))
        {
            data = CheckpointFile.Open(path);
            external.Add(path, data);
            budget += 4 * data.Length;
        }

        return data;
    }

    private long? Number(OnnxTensorPlan plan, string key, string name) => !plan.External.TryGetValue(key, out string? text) || text.Length == 0 ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw file.Fail($"{name} has the {key} {ShownText.Quoted(text)}, which is no number");
}
