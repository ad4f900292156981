using CsCheck;

namespace GradCam.Fuzz;

/// <summary>Numbers at the edges of every width, and small ones that are nearly right.</summary>
public static class Odd
{
    private static readonly long[] Edges =
    [
        0, 1, 2, 3, 4, 7, 8, 16, 255, 256, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, 1L << 32, 1L << 40, 1L << 53,
        1L << 61, 1L << 62, long.MaxValue, long.MaxValue - 1, long.MinValue, long.MinValue + 1, -1, -2, -4, -8, -65536,
    ];

    /// <summary>An edge, a number near one, or any number.</summary>
    public static readonly Gen<long> Number = Gen.Frequency(
        (5, Gen.OneOf(Edges)),
        (2, Gen.Select(Gen.OneOf(Edges), Gen.Int[-3, 3], (edge, step) => unchecked(edge + step))),
        (2, Gen.Long[0, 64]),
        (1, Gen.Long));

    /// <summary>Names that pickles may ask for: harmless, known, and dangerous.</summary>
    public static readonly Gen<(string Module, string Name)> Global = Gen.OneOf(
        ("os", "system"), ("posix", "system"), ("nt", "system"), ("builtins", "eval"), ("builtins", "exec"), ("__builtin__", "getattr"),
        ("subprocess", "Popen"), ("torch", "load"), ("torch.storage", "_load_from_bytes"), ("torch._utils", "_rebuild_qtensor"),
        ("torch.hub", "load"), ("numpy.core.multiarray", "scalar"), ("collections", "OrderedDict"), ("torch._utils", "_rebuild_tensor_v2"),
        ("torch._utils", "_rebuild_parameter"), ("torch", "FloatStorage"), ("torch", "HalfStorage"), ("torch", "LongStorage"),
        ("torch", "ComplexFloatStorage"), ("torch", "BoolStorage"), ("torch", "Size"), ("", ""), ("torch.nn", "Module"));
}
