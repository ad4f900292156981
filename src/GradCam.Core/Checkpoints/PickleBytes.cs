using System.Buffers.Binary;
using System.Text;
using GradCam.Files;

namespace GradCam.Checkpoints;

/// <summary>Reads a part of the file forward, for the unpickler, and keeps account of the memory that its values take.</summary>
internal sealed class PickleBytes(CheckpointFile file, string part, long start, long end)
{
    private const long MostPickled = 16L << 20;
    private const long MostMemory = 24L << 20;
    private const int Window = 1 << 15;
    private const int TextBytes = 32;

    private readonly byte[] window = new byte[Window];
    private readonly long limit = Math.Min(end, start + MostPickled);
    private long memory;
    private int at;
    private int filled;
    private long next = start;

    /// <summary>The place in the file of the next byte.</summary>
    public long Position => next - filled + at;

    public CheckpointException Fail(string fault) => file.Fail($"{part} {fault}");

    public CheckpointException Damaged(string fault) => Fail($"is damaged at byte {Position}: {fault}");

    /// <summary>Counts memory that a value is about to take. Small files can ask for much: what is taken stays within fixed bounds.</summary>
    public void Spend(long bytes)
    {
        memory += bytes;
        if (memory > MostMemory)
        {
            throw Fail($"holds more than the {MostMemory >> 20} MB of values that a state dictionary may have beside its tensors");
        }
    }

    public byte ReadByte()
    {
        if (at == filled)
        {
            Fill();
        }

        return window[at++];
    }

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Read(stackalloc byte[sizeof(ushort)]));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Read(stackalloc byte[sizeof(uint)]));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Read(stackalloc byte[sizeof(ulong)]));

    public double ReadDouble() => BinaryPrimitives.ReadDoubleBigEndian(Read(stackalloc byte[sizeof(double)]));

    public byte[] ReadBytes(ulong count)
    {
        if (count > (ulong)(limit - Position))
        {
            throw Damaged($"a value is said to be {count} bytes long, and {limit - Position} are left");
        }

        Spend(TextBytes + (long)count);
        byte[] bytes = new byte[count];
        Read(bytes);
        return bytes;
    }

    public string ReadText(ulong count)
    {
        byte[] text = ReadBytes(count);
        Spend(TextBytes + (2 * text.LongLength));
        return Decode(text);
    }

    /// <summary>The text up to the next line feed, which the older opcodes end with.</summary>
    public string ReadLine()
    {
        const int Longest = 1024;
        Span<byte> line = stackalloc byte[Longest];
        int length = 0;
        for (byte read = ReadByte(); read != (byte)'\n'; read = ReadByte())
        {
            line[length++] = read;
            if (length == Longest)
            {
                throw Damaged($"a line is longer than {Longest} bytes");
            }
        }

        Spend(TextBytes + (2 * length));
        return Decode(line[..length]);
    }

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictText.Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Damaged("a name is not UTF-8");
        }
    }

    private Span<byte> Read(Span<byte> into)
    {
        for (int done = 0; done < into.Length;)
        {
            if (at == filled)
            {
                Fill();
            }

            int count = Math.Min(into.Length - done, filled - at);
            window.AsSpan(at, count).CopyTo(into[done..]);
            at += count;
            done += count;
        }

        return into;
    }

    private void Fill()
    {
        if (next >= limit)
        {
            throw Fail(limit < end ? $"is longer than the {MostPickled >> 20} MB that a state dictionary's may be" : "is truncated: it ends before its last value does");
        }

        filled = (int)Math.Min(Window, limit - next);
        at = 0;
        file.Read(next, window.AsSpan(0, filled));
        next += filled;
    }
}
