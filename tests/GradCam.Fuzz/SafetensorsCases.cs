using System.Globalization;
using System.Text;
using CsCheck;

namespace GradCam.Fuzz;

/// <summary>Safetensors files whose headers or metadata are hostile.</summary>
public static class SafetensorsCases
{
    private const string GoodEntry = "\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}";

    private static readonly Gen<string> Number = Gen.Frequency(
        (8, Odd.Number.Select(number => number.ToString(CultureInfo.InvariantCulture))),
        (1, Gen.OneOf("1e9", "-0", "0.5", "99999999999999999999", "NaN", "\"1\"", "null", "[1]", "{}", "01")));

    public static Gen<HostileFile> All => Gen.OneOf(Entries, HeaderLength, Json, Metadata, ManyTensors);

    /// <summary>Tensors that fill the file as they should, but for one field of one of them.</summary>
    private static Gen<HostileFile> Entries =>
        from type in Gen.OneOf("F32", "F16", "BF16", "F64", "I64", "BOOL", "U8", "I32", "F8_E4M3", "C64", "", "f32")
        from shapes in Gen.Int[0, 4].Array[0, 3].Array[1, 4]
        from which in Gen.Int[0, 3]
        from part in Gen.OneOf("name", "shape", "begin", "end", "twice", "none")
        from number in Number
        from name in Gen.OneOf("t0", "", "\\ud800", "\\u0000", "module.t0", "__metadata__")
        select File("safetensors entries", Header(type, shapes, which, part, number, name, out int bytes), bytes);

    private static string Header(string type, int[][] shapes, int which, string part, string number, string name, out int bytes)
    {
        int width = type switch { "F64" or "I64" or "C64" => 8, "F16" or "BF16" => 2, "F32" or "I32" => 4, _ => 1 };
        int at = 0;
        List<string> entries = [];
        for (int i = 0; i < shapes.Length; i++)
        {
            string odd = i == which ? part : "none";
            int end = at + (shapes[i].Aggregate(width, (product, size) => product * size));
            string shape = string.Join(',', shapes[i]);
            entries.Add($"\"{(odd == "name" ? name : $"t{i}")}\":{{\"dtype\":\"{type}\",\"shape\":[{(odd == "shape" ? number + "," + shape : shape)}],"
                + $"\"data_offsets\":[{(odd == "begin" ? number : at)},{(odd == "end" ? number : end)}]}}");
            if (odd == "twice")
            {
                entries.Add(entries[^1]);
            }

            at = end;
        }

        bytes = at;
        return $"{{{string.Join(',', entries)}}}";
    }

    private static Gen<HostileFile> HeaderLength =>
        from length in Odd.Number
        from padding in Gen.Int[0, 64]
        select new HostileFile("safetensors length", [.. BitConverter.GetBytes(length), .. Encoding.UTF8.GetBytes($"{{{GoodEntry}}}".PadRight(padding + 55)), .. new byte[16]]);

    private static Gen<HostileFile> Json =>
        from before in Gen.OneOf("", " ", "\ufeff", "//x\n", "[", "{")
        from inner in Gen.OneOf(GoodEntry, GoodEntry + "," + GoodEntry, GoodEntry + ",", "\"a\":" + new string('[', 50_000), "\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}", "\"a\":1", new string('{', 1000))
        from after in Gen.OneOf("}", "}  ", "} x", "}{}", "", "}\0")
        select File("safetensors json", before + "{" + inner + after, 16);

    private static Gen<HostileFile> Metadata =>
        from key in Gen.OneOf("network", "class_names", "mean", "std", "input_size", "transform_input", "other")
        from value in Gen.OneOf(
            Gen.OneOf("", "1000000000", "0", "-1", "[0,0,0]", "[1,NaN,1]", "[1,1e400,1]", "[1,1,1,1]", "[1,1", "true", "True", "[]", "{}", "null", "\\u001b[2J", "\\ud800"),
            Gen.OneOf(1000, 100_001, 300_000).Select(count => "[" + string.Join(',', Enumerable.Repeat("1", count)) + "]"),
            Gen.OneOf(1000, 100_001).Select(count => "[" + string.Join(',', Enumerable.Repeat("\\\"a\\\"", count)) + "]"),
            Gen.OneOf(101, 5000).Select(count => new string('a', count)),
            Odd.Number.Select(number => $"[{number},{number},{number}]"))
        from twice in Gen.Bool
        let entry = $"\"{key}\":\"{value}\""
        select File("metadata", $"{{\"__metadata__\":{{{entry}{(twice && value.Length < 100 ? "," + entry : string.Empty)}}},{GoodEntry}}}", 16);

    private static Gen<HostileFile> ManyTensors =>
        from count in Gen.OneOf(100, 1000, 3000)
        from empty in Gen.Bool
        select File("safetensors many", $"{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i}\":{{\"dtype\":\"I64\",\"shape\":[{(empty ? 0 : 1)}],\"data_offsets\":[{(empty ? 0 : 8 * i)},{(empty ? 0 : 8 * (i + 1))}]}}"))}}}", empty ? 0 : 8 * count);

    private static HostileFile File(string kind, string json, int bytes)
    {
        byte[] header = Encoding.UTF8.GetBytes(json);
        return new HostileFile(kind, [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. new byte[bytes]]);
    }
}
