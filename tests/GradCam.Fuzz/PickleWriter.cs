using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace GradCam.Fuzz;

/// <summary>Writes pickle opcodes one by one, right or wrong: what is asked for is what stands there.</summary>
public sealed class PickleWriter
{
    private readonly ArrayBufferWriter<byte> written = new();

    /// <summary>What was written, after STOP.</summary>
    public byte[] Finish()
    {
        Op('.');
        return written.WrittenSpan.ToArray();
    }

    public PickleWriter Op(char opcode) => Bytes((byte)opcode);

    public PickleWriter Bytes(params ReadOnlySpan<byte> bytes)
    {
        written.Write(bytes);
        return this;
    }

    public PickleWriter Protocol(byte protocol = 2) => Bytes(0x80, protocol);

    public PickleWriter Global(string module, string name) => Op('c').Bytes(Encoding.UTF8.GetBytes($"{module}\n{name}\n"));

    public PickleWriter Text(string text) => RawText(Encoding.UTF8.GetBytes(text));

    public PickleWriter RawText(byte[] utf8) => Op('X').Word(utf8.Length).Bytes(utf8);

    public PickleWriter Word(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return Bytes(bytes);
    }

    public PickleWriter Number(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return Bytes(0x8a, sizeof(long)).Bytes(bytes);
    }

    public PickleWriter Numbers(params ReadOnlySpan<long> numbers)
    {
        Op('(');
        foreach (long number in numbers)
        {
            Number(number);
        }

        return Op('t');
    }

    public PickleWriter Storage(string type, string key, long elements) =>
        Op('(').Text("storage").Global("torch", type).Text(key).Text("cpu").Number(elements).Op('t').Op('Q');

    /// <summary>The storage as legacy files describe it, with the view that they all leave empty.</summary>
    public PickleWriter LegacyStorage(string type, string key, long elements) =>
        Op('(').Text("storage").Global("torch", type).Text(key).Text("cpu").Number(elements).Op('N').Op('t').Op('Q');

    public PickleWriter Tensor(TensorWords words, bool legacy = false)
    {
        Global("torch._utils", "_rebuild_tensor_v2").Op('(');
        _ = legacy ? LegacyStorage(words.Type, words.Key, words.Elements) : Storage(words.Type, words.Key, words.Elements);
        return Number(words.Offset).Numbers(words.Size).Numbers(words.Stride).Bytes(0x89).Op('}').Op('t').Op('R');
    }
}
