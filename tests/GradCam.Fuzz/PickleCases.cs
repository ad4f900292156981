using System.Text;
using CsCheck;

namespace GradCam.Fuzz;

/// <summary>Files of torch.save's two formats whose pickles are hostile.</summary>
public static class PickleCases
{
    private const string Command = "touch gradcam-fuzz-was-run";

    private static readonly Gen<(string Name, int Bytes)> Type = Gen.OneOf(
        ("FloatStorage", 4), ("DoubleStorage", 8), ("HalfStorage", 2), ("BFloat16Storage", 2), ("LongStorage", 8), ("IntStorage", 4), ("ByteStorage", 1),
        ("BoolStorage", 1), ("QInt8Storage", 1), ("ComplexFloatStorage", 8));

    /// <summary>Opcodes with what belongs to them, in any order.</summary>
    private static readonly Gen<Action<PickleWriter>> Step = Gen.OneOf(
        Gen.OneOf([.. "()]}tNladesu0.12RbQoIV"]).Select(opcode => Do(pickle => pickle.Op(opcode))),
        Gen.OneOf<byte>(0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8f, 0x90, 0x91, 0x92, 0x93, 0x94).Select(opcode => Do(pickle => pickle.Bytes(opcode))),
        Gen.Byte[0, 4].Select(index => Do(pickle => pickle.Op('q').Bytes(index))),
        Gen.Byte[0, 4].Select(index => Do(pickle => pickle.Op('h').Bytes(index))),
        Odd.Number.Select(index => Do(pickle => pickle.Op('r').Word(unchecked((int)index)))),
        Odd.Number.Select(number => Do(pickle => pickle.Number(number))),
        Odd.Global.Select(name => Do(pickle => pickle.Global(name.Module, name.Name))),
        Gen.OneOf("state_dict", "model", "weight", "storage", "0", "").Select(text => Do(pickle => pickle.Text(text))),
        Gen.Const(Do(pickle => pickle.Storage("FloatStorage", "0", 4))),
        Gen.Const(Do(pickle => pickle.Op('}').Text("weight").Tensor(new TensorWords("", "FloatStorage", "0", 4, 0, [4], [1])).Op('s'))),
        Gen.Const(Do(pickle => pickle.Tensor(new TensorWords("a", "FloatStorage", "0", 4, 0, [4], [1])))),
        Gen.Byte.Array[1, 6].Select(noise => Do(pickle => pickle.Bytes(noise))));

    public static Gen<HostileFile> All => Gen.OneOf(Tensors, Steps, Code, Deep, Laughs, Lengths, Names);

    /// <summary>Tensors whose sizes, strides, offsets and storages are odd, overlap, or lie.</summary>
    private static Gen<HostileFile> Tensors =>
        from legacy in Gen.Bool
        from type in Type
        from elements in Gen.OneOf(0, 1, 16, 100, 1000)
        from claimed in Gen.Frequency((9, Gen.Const((long)elements)), (1, Odd.Number))
        from tensors in Tensor(type.Name, claimed).Array[1, 3]
        let pickle = TorchFiles.Pickle(tensors, legacy)
        let bytes = new byte[elements * type.Bytes]
        select new HostileFile("tensors", legacy ? TorchFiles.Legacy(pickle, ("0", claimed, bytes)) : TorchFiles.Zip(pickle, bytes));

    private static Gen<HostileFile> Steps =>
        from legacy in Gen.Bool
        from steps in Step.Array[1, 40]
        select File("opcodes", legacy, pickle => Array.ForEach(steps, step => step(pickle)));

    /// <summary>Every way in which a pickle can have something called.</summary>
    private static Gen<HostileFile> Code =>
        from legacy in Gen.Bool
        from name in Odd.Global
        from way in Gen.Int[0, 4]
        select File("code", legacy, pickle => Call(pickle.Op('}').Text("weight"), name.Module, name.Name, way).Op('s'));

    private static Gen<HostileFile> Deep =>
        from legacy in Gen.Bool
        from depth in Gen.OneOf(10, 1000, 20_000)
        from opcodes in Gen.OneOf("(", "]", "}", ")", "N", "N(", "]2", "(]", "}2s")
        from end in Gen.OneOf("", "a", "t", "l", "d", "\u0085", "e", "u", "s", "1")
        select File("deep", legacy, pickle => Repeat(Repeat(pickle, opcodes, depth), end, depth));

    /// <summary>A list of lists of lists, each ten times in the next: large only for what walks or copies it.</summary>
    private static Gen<HostileFile> Laughs =>
        from legacy in Gen.Bool
        from levels in Gen.Int[1, 200]
        from maker in Gen.OneOf("lists", "pairs", "sizes")
        select File("laughs", legacy, pickle => Laugh(pickle, levels, maker));

    /// <summary>Texts, bytes and numbers that are said to be longer than the file.</summary>
    private static Gen<HostileFile> Lengths =>
        from legacy in Gen.Bool
        from opcode in Gen.OneOf<byte>((byte)'X', (byte)'T', (byte)'U', (byte)'B', (byte)'C', 0x8a, 0x8b, 0x8c, 0x8d, 0x8e, 0x95, 0x96)
        from length in Odd.Number
        select File("lengths", legacy, pickle => pickle.Bytes(opcode).Bytes(BitConverter.GetBytes(length)).Bytes(new byte[300]));

    /// <summary>Names that stand there twice, are not UTF-8, are empty, long, or carry control characters.</summary>
    private static Gen<HostileFile> Names =>
        from legacy in Gen.Bool
        from names in Gen.OneOf(
            Gen.Byte.Array[0, 3],
            Gen.Int[0, 99].Select(i => Encoding.UTF8.GetBytes($"n{i}")),
            Gen.OneOf<byte[]>([], "weight"u8.ToArray(), "module.weight"u8.ToArray(), "module."u8.ToArray(), "\u001b[2J\n\r"u8.ToArray(), new byte[5000])).Array[1, 4]
        select File("names", legacy, pickle => Array.ForEach(
            names, name => pickle.RawText(name).Tensor(new TensorWords("", "FloatStorage", "0", 4, 0, [4], [1]), legacy).Op('s')), '}');

    private static Gen<TensorWords> Tensor(string type, long claimed) =>
        from name in Gen.Int[0, 1000].Select(i => $"t{i}")
        from key in Gen.Frequency((19, Gen.Const("0")), (1, Gen.OneOf("1", "../0", "")))
        from sizes in Gen.Frequency((19, Gen.Long[0, 5]), (1, Odd.Number)).Array[0, 4]
        from strides in Gen.Frequency((19, Gen.Long[0, 5]), (1, Odd.Number)).Array[sizes.Length, sizes.Length + (sizes.Length == 3 ? 1 : 0)]
        from offset in Gen.Frequency((9, Gen.Long[0, 5]), (1, Odd.Number))
        select new TensorWords(name, type, key, claimed, offset, sizes, strides);

    private static Action<PickleWriter> Do(Func<PickleWriter, PickleWriter> write) => pickle => write(pickle);

    private static HostileFile File(string kind, bool legacy, Action<PickleWriter> write, char? first = null)
    {
        PickleWriter pickle = new PickleWriter().Protocol();
        if (first is { } opcode)
        {
            pickle.Op(opcode);
        }

        write(pickle);
        byte[] bytes = pickle.Finish();
        return new HostileFile(kind, legacy ? TorchFiles.Legacy(bytes, ("0", 4, new byte[16])) : TorchFiles.Zip(bytes, new byte[16]));
    }

    private static PickleWriter Call(PickleWriter pickle, string module, string name, int way) => way switch
    {
        0 => pickle.Global(module, name).Op('(').Text(Command).Op('t').Op('R'),
        1 => pickle.Op('(').Text(Command).Op('i').Bytes(Encoding.UTF8.GetBytes($"{module}\n{name}\n")),
        2 => pickle.Op('(').Global(module, name).Text(Command).Op('o'),
        3 => pickle.Global(module, name).Op('(').Text(Command).Op('t').Bytes(0x81),
        _ => pickle.Text(module).Text(name).Bytes(0x93).Text(Command).Bytes(0x85).Op('R').Op('}').Op('b'),
    };

    private static PickleWriter Repeat(PickleWriter pickle, string opcodes, int times)
    {
        for (int i = 0; i < times * opcodes.Length; i++)
        {
            pickle.Op(opcodes[i % opcodes.Length]);
        }

        return pickle;
    }

    private static void Laugh(PickleWriter pickle, int levels, string maker)
    {
        const int Copies = 10;
        pickle.Op(']').Op('q').Bytes(0);
        for (int level = 0; level < levels; level++)
        {
            _ = maker == "lists" ? pickle.Op(']') : maker == "pairs" ? pickle.Global("collections", "OrderedDict").Op(']') : pickle.Global("torch", "Size");
            pickle.Op('(');
            for (int i = 0; i < Copies; i++)
            {
                _ = maker == "pairs" ? pickle.Op('h').Bytes(0).Op('h').Bytes(0).Bytes(0x86) : pickle.Op('h').Bytes(0);
            }

            _ = maker == "lists" ? pickle.Op('e') : maker == "pairs" ? pickle.Op('e').Bytes(0x85).Op('R') : pickle.Op('t').Bytes(0x85).Op('R');
            pickle.Op('q').Bytes(0);
        }
    }
}
