using System.Globalization;
using System.Numerics;

namespace GradCam.Checkpoints;

/// <summary>
/// Reads a pickle of plain values: the opcodes that Python's protocols 1 to 5 use for a state dictionary, over the names in <see cref="PickleNames"/>.
/// It builds descriptions only; nothing in a pickle is ever called. Each opcode does a bounded amount of work and nothing recurses, so that time and
/// memory are linear in the pickle's size.
/// </summary>
internal sealed class Unpickler
{
    private const int MostBytesOfNumber = 64;
    private const int SlotBytes = 16;
    private const int ObjectBytes = 32;
    private const int EntryBytes = 48;
    private const int NameBytes = 256;
    private const byte NewestProtocol = 5;

    private readonly PickleBytes bytes;
    private readonly PickleStack stack;
    private readonly Dictionary<uint, object?> memo = [];
    private readonly Dictionary<string, PickleStorage> storages;

    private Unpickler(PickleBytes bytes, Dictionary<string, PickleStorage> storages)
    {
        this.bytes = bytes;
        this.storages = storages;
        stack = new PickleStack(bytes);
    }

    /// <summary>Reads one pickle, up to and with its STOP, and adds the storages that it names to <paramref name="storages"/>, by key.</summary>
    public static object? Read(PickleBytes bytes, Dictionary<string, PickleStorage> storages)
    {
        Unpickler unpickler = new(bytes, storages);
        for (byte opcode = bytes.ReadByte(); opcode != (byte)'.'; opcode = bytes.ReadByte())
        {
            bytes.Spend(SlotBytes);
            if (!unpickler.TryConstant(opcode) && !unpickler.TryContainer(opcode) && !unpickler.TryMemo(opcode) && !unpickler.TryObject(opcode))
            {
                throw bytes.Damaged($"opcode 0x{opcode:x2} is none that a state dictionary uses");
            }
        }

        return unpickler.stack.Pop();
    }

    private bool TryConstant(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'N': stack.Push(null); break;
            case 0x88: stack.Push(true); break;
            case 0x89: stack.Push(false); break;
            case (byte)'K': PushNew((long)bytes.ReadByte()); break;
            case (byte)'M': PushNew((long)bytes.ReadUInt16()); break;
            case (byte)'J': PushNew((long)(int)bytes.ReadUInt32()); break;
            case 0x8a: PushNumber(bytes.ReadByte()); break;
            case 0x8b: PushNumber(bytes.ReadUInt32()); break;
            case (byte)'I': PushLine(bytes.ReadLine()); break;
            case (byte)'L': PushLine(bytes.ReadLine().TrimEnd('L')); break;
            case (byte)'G': PushNew(bytes.ReadDouble()); break;
            case 0x8c or (byte)'U': PushNew(bytes.ReadText(bytes.ReadByte())); break;
            case (byte)'X' or (byte)'T': PushNew(bytes.ReadText(bytes.ReadUInt32())); break;
            case 0x8d: PushNew(bytes.ReadText(bytes.ReadUInt64())); break;
            case (byte)'C': PushNew(bytes.ReadBytes(bytes.ReadByte())); break;
            case (byte)'B': PushNew(bytes.ReadBytes(bytes.ReadUInt32())); break;
            case 0x8e or 0x96: PushNew(bytes.ReadBytes(bytes.ReadUInt64())); break;
            default: return false;
        }

        return true;
    }

    private bool TryContainer(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'(': stack.Mark(); break;
            case (byte)')': PushNew(new PickleTuple([])); break;
            case (byte)']' or 0x8f: PushNew(new PickleList()); break;
            case (byte)'}': PushNew(new PickleDictionary()); break;
            case 0x85: PushTuple(1); break;
            case 0x86: PushTuple(2); break;
            case 0x87: PushTuple(3); break;
            case (byte)'t': PushNew(new PickleTuple(stack.PopToMark())); break;
            case (byte)'l' or 0x91: PushNew(new PickleList()); Append(stack.PopUnder(1)); break;
            case (byte)'d': PushNew(new PickleDictionary()); SetItems(stack.PopUnder(1)); break;
            case (byte)'a': Append([stack.Pop()]); break;
            case (byte)'e' or 0x90: Append(stack.PopToMark()); break;
            case (byte)'s': SetItems(stack.PopLast(2)); break;
            case (byte)'u': SetItems(stack.PopToMark()); break;
            case (byte)'0': stack.Pop(); break;
            case (byte)'1': stack.PopToMark(); break;
            case (byte)'2': stack.Push(stack.Top()); break;
            default: return false;
        }

        return true;
    }

    private bool TryMemo(byte opcode)
    {
        switch (opcode)
        {
            case 0x80: CheckProtocol(bytes.ReadByte()); break;
            case 0x95: bytes.ReadUInt64(); break;
            case (byte)'q': Remember(bytes.ReadByte()); break;
            case (byte)'r': Remember(bytes.ReadUInt32()); break;
            case 0x94: Remember((uint)memo.Count); break;
            case (byte)'h': Recall(bytes.ReadByte()); break;
            case (byte)'j': Recall(bytes.ReadUInt32()); break;
            default: return false;
        }

        return true;
    }

    private bool TryObject(byte opcode)
    {
        switch (opcode)
        {
            case (byte)'c': PushName(bytes.ReadLine(), bytes.ReadLine()); break;
            case 0x93: PushStackName(); break;
            case (byte)'i':
                PushName(bytes.ReadLine(), bytes.ReadLine());
                throw bytes.Damaged("it makes an object, which a state dictionary does not; nothing of it was run");
            case (byte)'R': Reduce(); break;
            case (byte)'b': Build(); break;
            case (byte)'Q': PushStorage(); break;
            default: return false;
        }

        return true;
    }

    private void CheckProtocol(byte protocol)
    {
        if (protocol > NewestProtocol)
        {
            throw bytes.Damaged($"pickle protocol {protocol} is not known");
        }
    }

    private void PushNew(object value)
    {
        bytes.Spend(ObjectBytes);
        stack.Push(value);
    }

    private void PushNumber(uint count)
    {
        if (count > MostBytesOfNumber)
        {
            throw bytes.Damaged($"a number is said to be {count} bytes long");
        }

        PushInteger(new BigInteger(bytes.ReadBytes(count)));
    }

    private void PushLine(string digits)
    {
        const int MostDigits = 100;
        if (digits is "00" or "01")
        {
            stack.Push(digits == "01");
            return;
        }

        if (digits.Length > MostDigits || !BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number))
        {
            throw bytes.Damaged($"{ShownText.Quoted(digits)} is not a number");
        }

        PushInteger(number);
    }

    /// <summary>A long where it fits: a size, an offset or a count is one.</summary>
    private void PushInteger(BigInteger number)
    {
        if (number >= long.MinValue && number <= long.MaxValue)
        {
            PushNew((long)number);
        }
        else
        {
            PushNew(number);
        }
    }

    private void PushTuple(int count) => PushNew(new PickleTuple(stack.PopLast(count)));

    private void Append(object?[] values)
    {
        bytes.Spend(SlotBytes * (long)values.Length);
        stack.Top<PickleList>("a list").Items.AddRange(values);
    }

    private void SetItems(object?[] values)
    {
        if (values.Length % 2 != 0)
        {
            throw bytes.Damaged("a dictionary's key has no value");
        }

        bytes.Spend(EntryBytes * (long)values.Length / 2);
        PickleDictionary dictionary = stack.Top<PickleDictionary>("a dictionary");
        for (int i = 0; i < values.Length; i += 2)
        {
            dictionary.Pairs.Add(new(values[i], values[i + 1]));
        }
    }

    private void Remember(uint index)
    {
        bytes.Spend(EntryBytes);
        memo[index] = stack.Top();
    }

    private void Recall(uint index) =>
        stack.Push(memo.TryGetValue(index, out object? value) ? value : throw bytes.Damaged($"memo {index} was never set"));

    private void PushStackName()
    {
        object?[] names = stack.PopLast(2);
        if (names is not [string module, string name])
        {
            throw bytes.Damaged("a name is wanted");
        }

        PushName(module, name);
    }

    private void PushName(string module, string name)
    {
        bytes.Spend(NameBytes);
        (PickleName? known, string refusal) = PickleNames.Find(module, name);
        PushNew(known ?? throw bytes.Fail(refusal));
    }

    private void PushStorage()
    {
        PickleStorage? storage = stack.Pop() is PickleTuple { Items: ["storage", PickleName { Type: { } type }, string key, _, long elements, .. var view] }
            && (view.Length == 0 || view is [null])
            ? new PickleStorage(type, key, elements)
            : null;
        PushNew(storage ?? throw bytes.Damaged("the description of a storage is wanted: ('storage', type, key, location, elements)"));
        bytes.Spend(EntryBytes);
        if (!storages.TryAdd(storage.Key, storage) && storages[storage.Key] != storage)
        {
            throw bytes.Damaged($"storage {ShownText.Quoted(storage.Key)} is described in two ways");
        }
    }

    private void Reduce()
    {
        PickleTuple arguments = stack.Pop() as PickleTuple ?? throw bytes.Damaged("arguments are wanted");
        PickleName name = stack.Pop() as PickleName ?? throw bytes.Damaged("it calls something that has no name; nothing of it was run");
        PushNew((name.Kind, arguments.Items) switch
        {
            (PickleNameKind.OrderedDictionary, []) => new PickleDictionary(),
            (PickleNameKind.OrderedDictionary, [PickleList list]) => OrderedDictionary(list),
            (PickleNameKind.Size, [PickleTuple size]) => size,
            (PickleNameKind.Tensor, [PickleStorage storage, long offset, PickleTuple size, PickleTuple stride, ..]) =>
                new PickleTensor(storage, offset, Numbers(size), Numbers(stride)),
            (PickleNameKind.Parameter, [PickleTensor tensor, ..]) => tensor,
            _ => throw bytes.Damaged($"{name.FullName} has arguments that it cannot have"),
        });
    }

    private PickleDictionary OrderedDictionary(PickleList list)
    {
        bytes.Spend(EntryBytes * (long)list.Items.Count);
        PickleDictionary dictionary = new();
        foreach (object? item in list.Items)
        {
            dictionary.Pairs.Add(item switch
            {
                PickleList { Items: [var key, var value] } => new(key, value),
                PickleTuple { Items: [var key, var value] } => new(key, value),
                _ => throw bytes.Damaged("a pair of key and value is wanted"),
            });
        }

        return dictionary;
    }

    private long[] Numbers(PickleTuple tuple)
    {
        bytes.Spend(sizeof(long) * (long)tuple.Items.Length);
        return Array.ConvertAll(tuple.Items, item => item is long number ? number : throw bytes.Damaged("a tensor's sizes and strides must be numbers"));
    }

    /// <summary>An ordered dictionary's attributes (a state dictionary's version numbers) are not needed: they are dropped.</summary>
    private void Build()
    {
        stack.Pop();
        stack.Top<PickleDictionary>("a dictionary");
    }
}
