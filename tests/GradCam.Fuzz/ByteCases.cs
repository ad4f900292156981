using CsCheck;

namespace GradCam.Fuzz;

/// <summary>Good files with some of their bytes changed.</summary>
public sealed class ByteCases(byte[][] loaded, byte[][] refused)
{
    private readonly Gen<byte[]> seed = Gen.Frequency((4, Gen.OneOf(loaded)), (1, Gen.OneOf(refused)));

    public Gen<HostileFile> All => Gen.OneOf(BitFlips, Numbers, Truncated, Spliced, Removed, Repeated, Inserted, Grown, Noise);

    private Gen<HostileFile> BitFlips =>
        from file in seed
        from places in Gen.Int[0, (8 * file.Length) - 1].Array[1, 4]
        select Changed("bit flips", file, bytes => Array.ForEach(places, place => bytes[place / 8] ^= (byte)(1 << (place % 8))));

    private Gen<HostileFile> Numbers =>
        from file in seed
        from at in Gen.Int[0, file.Length - 1]
        from number in Odd.Number
        from width in Gen.OneOf(1, 2, 4, 8)
        select Changed("numbers", file, bytes => BitConverter.GetBytes(number).AsSpan(0, Math.Min(width, bytes.Length - at)).CopyTo(bytes.AsSpan(at)));

    private Gen<HostileFile> Truncated =>
        from file in seed
        from length in Gen.Int[0, file.Length - 1]
        select new HostileFile("truncated", file[..length]);

    private Gen<HostileFile> Spliced =>
        from head in seed
        from tail in seed
        from headLength in Gen.Int[0, head.Length]
        from tailStart in Gen.Int[0, tail.Length]
        select new HostileFile("spliced", [.. head[..headLength], .. tail[tailStart..]]);

    private Gen<HostileFile> Removed =>
        from file in seed
        from start in Gen.Int[0, file.Length - 1]
        from length in Gen.Int[1, Math.Min(64, file.Length - start)]
        select new HostileFile("removed", [.. file[..start], .. file[(start + length)..]]);

    private Gen<HostileFile> Repeated =>
        from file in seed
        from start in Gen.Int[0, file.Length - 1]
        from length in Gen.Int[1, Math.Min(256, file.Length - start)]
        from times in Gen.Int[1, 50]
        select new HostileFile("repeated", [.. file[..start], .. Enumerable.Repeat(file[start..(start + length)], times).SelectMany(part => part), .. file[start..]]);

    private Gen<HostileFile> Inserted =>
        from file in seed
        from at in Gen.Int[0, file.Length]
        from noise in Gen.Byte.Array[1, 32]
        select new HostileFile("inserted", [.. file[..at], .. noise, .. file[at..]]);

    private Gen<HostileFile> Grown =>
        from file in seed
        from noise in Gen.Byte.Array[1, 200]
        select new HostileFile("grown", [.. file, .. noise]);

    private Gen<HostileFile> Noise =>
        from head in seed
        from kept in Gen.Int[0, Math.Min(16, head.Length)]
        from noise in Gen.Byte.Array[0, 400]
        select new HostileFile("noise", [.. head[..kept], .. noise]);

    private static HostileFile Changed(string kind, byte[] file, Action<byte[]> change)
    {
        byte[] bytes = [.. file];
        change(bytes);
        return new HostileFile(kind, bytes);
    }
}
