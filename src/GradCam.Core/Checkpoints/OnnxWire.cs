using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using GradCam.Files;

namespace GradCam.Checkpoints;

/// <summary>
/// Reads protobuf's wire format out of a file: bytes are only noted, so that a model of 98 MB is read in milliseconds, and every length is checked
/// against the message that it stands in. What is understood of it is counted against a budget that grows with the file.
/// </summary>
internal sealed class OnnxWire
{
    /// <summary>A whole number of 1 to 10 bytes.</summary>
    public const int Varint = 0;

    /// <summary>8 bytes.</summary>
    public const int Fixed64 = 1;

    /// <summary>A length and as many bytes.</summary>
    public const int Bytes = 2;

    /// <summary>4 bytes.</summary>
    public const int Fixed32 = 5;

    private const int WindowLength = 1 << 16;
    private const int LongestText = 1 << 16;
    private const int MostVarintBytes = 10;

    private readonly CheckpointFile file;
    private readonly byte[] window;
    private long windowStart;
    private int windowFilled;
    private long budget;

    /// <summary>Reads nothing yet.</summary>
    /// <param name="file">The file.</param>
    public OnnxWire(CheckpointFile file)
    {
        this.file = file;
        window = new byte[(int)Math.Min(WindowLength, file.Length)];
        budget = OnnxTensors.BudgetOf(file.Length);
    }

    /// <summary>Where the file ends.</summary>
    public long Length => file.Length;

    /// <summary>The exception for a fault in the file.</summary>
    public CheckpointException Fail(string fault, Exception? inner = null) => file.Fail(fault, inner);

    /// <summary>Counts memory that what is read takes.</summary>
    /// <exception cref="CheckpointException">All of it would be more than the file's size makes likely.</exception>
    public void Take(long bytes)
    {
        budget -= bytes;
        if (budget < 0)
        {
            throw Fail("it would take far more memory than it has bytes: it is damaged");
        }
    }

    /// <summary>The fields of a message, one after another.</summary>
    /// <param name="start">Where the message begins.</param>
    /// <param name="end">Where it ends.</param>
    public IEnumerable<OnnxField> Fields(long start, long end)
    {
        for (long at = start; at < end;)
        {
            yield return ReadField(ref at, end);
        }
    }

    /// <summary>The fields of a message that is a field.</summary>
    public IEnumerable<OnnxField> Fields(OnnxField field)
    {
        Demand(field, Bytes);
        return Fields(field.Start, field.End);
    }

    /// <summary>A text, in UTF-8.</summary>
    public string Text(OnnxField field)
    {
        Demand(field, Bytes);
        int length = (int)Math.Min(field.End - field.Start, LongestText + 1L);
        if (length > LongestText)
        {
            throw Fail($"a text in it has {field.End - field.Start} bytes; at most {LongestText} are read");
        }

        if (length == 0)
        {
            return string.Empty;
        }

        Take(32 + (2L * length));
        try
        {
            return StrictText.Utf8.GetString(Piece(field.Start, length));
        }
        catch (DecoderFallbackException failure)
        {
            throw Fail($"a text at byte {field.Start} is not UTF-8: it is damaged", failure);
        }
    }

    /// <summary>A whole number.</summary>
    public long Whole(OnnxField field)
    {
        Demand(field, Varint);
        return unchecked((long)field.Value);
    }

    /// <summary>A float.</summary>
    public float Single(OnnxField field)
    {
        Demand(field, Fixed32);
        return BitConverter.UInt32BitsToSingle((uint)field.Value);
    }

    /// <summary>Adds the whole numbers of a field, which is one of them or all in a row.</summary>
    public void Wholes(OnnxField field, List<long> into)
    {
        if (field.Kind == Varint)
        {
            Take(2 * sizeof(long));
            into.Add(unchecked((long)field.Value));
            return;
        }

        Demand(field, Bytes);
        for (long at = field.Start; at < field.End;)
        {
            Take(2 * sizeof(long));
            into.Add(unchecked((long)ReadVarint(ref at, field.End)));
        }
    }

    /// <summary>Adds the floats of a field, which is one of them or all in a row.</summary>
    public void Singles(OnnxField field, List<float> into) => Numbers(field, Fixed32, into);

    /// <summary>Adds the doubles of a field, which is one of them or all in a row.</summary>
    public void Doubles(OnnxField field, List<double> into) => Numbers(field, Fixed64, into);

    private void Numbers<T>(OnnxField field, int kind, List<T> into)
        where T : struct
    {
        int size = kind == Fixed32 ? sizeof(float) : sizeof(double);
        if (field.Kind == kind)
        {
            Take(2 * size);
            into.Add(MemoryMarshal.Read<T>(BitConverter.GetBytes(field.Value)));
            return;
        }

        Demand(field, Bytes);
        if ((field.End - field.Start) % size != 0)
        {
            throw Damaged(field.Start);
        }

        Take(2 * (field.End - field.Start));
        for (long at = field.Start; at < field.End; at += size)
        {
            into.Add(MemoryMarshal.Read<T>(Piece(at, size)));
        }
    }

    private OnnxField ReadField(ref long at, long end)
    {
        const int KindBits = 3, KindMask = 7;
        long start = at;
        ulong key = ReadVarint(ref at, end);
        (ulong number, int kind) = (key >> KindBits, (int)(key & KindMask));
        if (number is 0 or > int.MaxValue)
        {
            throw Damaged(start);
        }

        switch (kind)
        {
            case Varint:
                return new OnnxField((int)number, kind, ReadVarint(ref at, end), 0, 0);
            case Fixed64 or Fixed32:
                int size = kind == Fixed64 ? sizeof(ulong) : sizeof(uint);
                if (end - at < size)
                {
                    throw Damaged(start);
                }

                ReadOnlySpan<byte> piece = Piece(at, size);
                at += size;
                return new OnnxField((int)number, kind, kind == Fixed64 ? BinaryPrimitives.ReadUInt64LittleEndian(piece) : BinaryPrimitives.ReadUInt32LittleEndian(piece), 0, 0);
            case Bytes:
                ulong length = ReadVarint(ref at, end);
                if (length > (ulong)(end - at))
                {
                    throw Fail($"at byte {start} it tells of {length} bytes where {end - at} are left: it is truncated or damaged");
                }

                var field = new OnnxField((int)number, kind, 0, at, at + (long)length);
                at = field.End;
                return field;
            default:
                throw Damaged(start);
        }
    }

    private ulong ReadVarint(ref long at, long end)
    {
        const int GroupBits = 7, GroupMask = 0x7F, More = 0x80;
        ReadOnlySpan<byte> piece = Piece(at, (int)Math.Min(MostVarintBytes, end - at));
        ulong value = 0;
        for (int i = 0; i < piece.Length; i++)
        {
            value |= (ulong)(piece[i] & GroupMask) << (GroupBits * i);
            if (piece[i] < More)
            {
                at += i + 1;
                return value;
            }
        }

        throw Damaged(at);
    }

    /// <summary>Some bytes of the file, at most a window; good until the next call.</summary>
    private ReadOnlySpan<byte> Piece(long start, int length)
    {
        if (start < windowStart || start + length > windowStart + windowFilled)
        {
            windowStart = start;
            windowFilled = (int)Math.Min(window.Length, file.Length - start);
            file.Read(start, window.AsSpan(0, windowFilled));
        }

        return window.AsSpan((int)(start - windowStart), length);
    }

    private void Demand(OnnxField field, int kind)
    {
        if (field.Kind != kind)
        {
            throw Fail($"its field {field.Number} is written as another kind of value than ONNX says: it is no ONNX model, or damaged");
        }
    }

    private CheckpointException Damaged(long at) => Fail($"at byte {at} it is no ONNX model, or damaged");
}
