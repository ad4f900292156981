using System.Globalization;
using System.Text;
using CsCheck;

namespace GradCam.Fuzz;

/// <summary>Files of megabytes that want to become far more in memory, or to take long.</summary>
public static class BigCases
{
    public static Gen<HostileFile> All => Gen.OneOf(Pickles, Shared, Tensors, Entries, Headers, Labels);

    /// <summary>The shortest ways to values that take memory, over and over.</summary>
    private static Gen<HostileFile> Pickles =>
        from legacy in Gen.Bool
        from unit in Gen.OneOf<byte[]>(
            "]"u8.ToArray(), "}"u8.ToArray(), ")"u8.ToArray(), "("u8.ToArray(), "N"u8.ToArray(), "K\u0001"u8.ToArray(), "N2"u8.ToArray(), "]]a"u8.ToArray(), "}NNs"u8.ToArray(),
            [(byte)']', 0x94], [(byte)'N', 0x85], [0x8c, 0], [0x8c, 1, (byte)'a'], [0x8a, 1, 1], [(byte)'J', 1, 1, 1, 1], "I1\n"u8.ToArray(), "ctorch\nSize\n"u8.ToArray())
        from megabytes in Gen.OneOf(1, 4, 17)
        let body = Repeat(unit, megabytes << 20)
        select File("big pickles", legacy, pickle => pickle.Bytes(body));

    /// <summary>One long list, copied or counted again and again by what takes it as arguments.</summary>
    private static Gen<HostileFile> Shared =>
        from legacy in Gen.Bool
        from length in Gen.OneOf(1000, 100_000)
        from way in Gen.OneOf("ccollections\nOrderedDict\nh\u0000\u0085R", "ctorch\nSize\nh\u0001\u0085R", "(h\u0000h\u0000h\u0000t", "]h\u0000a")
        let unit = Encoding.Latin1.GetBytes(way)
        select File("big shared", legacy, pickle => pickle
            .Bytes([(byte)']', (byte)'q', 0, (byte)'(', .. Repeat([(byte)'N', (byte)'N', 0x86], 3 * length), (byte)'e', (byte)'('])
            .Bytes(Repeat([(byte)'K', 1], 2 * length)).Bytes((byte)'t', (byte)'q', 1).Bytes(Repeat(unit, 1 << 20)));

    private static Gen<HostileFile> Tensors =>
        from legacy in Gen.Bool
        from count in Gen.OneOf(5000, 16_384, 20_000)
        from expanded in Gen.OneOf(1, 4, 1000, 1 << 20)
        let tensors = Enumerable.Range(0, count).Select(i => new TensorWords($"t{i}", "HalfStorage", "0", 4, 0, [expanded], [0]))
        let pickle = TorchFiles.Pickle(tensors, legacy)
        select new HostileFile("big tensors", legacy ? TorchFiles.Legacy(pickle, ("0", 4, new byte[8])) : TorchFiles.Zip(pickle, new byte[8]));

    private static Gen<HostileFile> Entries =>
        from count in Gen.OneOf(10_000, 32_000, 60_000)
        select new HostileFile("big zip", RawZip.Write(TorchFiles.Entries(
            TorchFiles.Pickle([new TensorWords("a", "FloatStorage", "0", 1, 0, [1], [1])]), [.. Enumerable.Repeat(new byte[4], count)])));

    private static Gen<HostileFile> Headers =>
        from count in Gen.OneOf(5000, 16_384, 100_000)
        from type in Gen.OneOf("F32", "F16", "U8")
        let bytes = type switch { "F32" => 4, "F16" => 2, _ => 1 }
        select Safetensors(string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i}\":{{\"dtype\":\"{type}\",\"shape\":[1],\"data_offsets\":[{bytes * i},{bytes * (i + 1)}]}}")), bytes * count);

    private static Gen<HostileFile> Labels =>
        from count in Gen.OneOf(100_000, 100_001, 1_000_000, 3_000_000)
        from key in Gen.OneOf("class_names", "mean", "other")
        select Safetensors($"\"__metadata__\":{{\"{key}\":\"[{string.Join(',', Enumerable.Repeat("\\\"a\\\"", count))}]\"}},\"a\":{{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4);

    private static HostileFile Safetensors(string entries, int bytes)
    {
        byte[] header = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{{entries}}}"));
        return new HostileFile("big headers", [.. BitConverter.GetBytes((ulong)header.Length), .. header, .. new byte[bytes]]);
    }

    private static HostileFile File(string kind, bool legacy, Func<PickleWriter, PickleWriter> write)
    {
        byte[] pickle = write(new PickleWriter().Protocol()).Finish();
        return new HostileFile(kind, legacy ? TorchFiles.Legacy(pickle) : TorchFiles.Zip(pickle));
    }

    private static byte[] Repeat(byte[] unit, int bytes)
    {
        byte[] all = new byte[bytes / unit.Length * unit.Length];
        for (int at = 0; at < all.Length; at += unit.Length)
        {
            unit.CopyTo(all, at);
        }

        return all;
    }
}
