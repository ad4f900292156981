using System.Collections.Frozen;
using static TorchSharp.torch;

namespace GradCam.Checkpoints;

/// <summary>A type that a file's elements can have: its name in PyTorch, its size, and how libtorch reads it here.</summary>
/// <param name="Name">PyTorch's name, for messages.</param>
/// <param name="Bytes">The size of one element.</param>
/// <param name="Stored">The type it is mapped as; null for one that no network here can use.</param>
/// <param name="Storage">The class whose name stands in a pickle.</param>
/// <param name="Safetensors">The name in a safetensors header; empty where that format has none that is read here.</param>
internal sealed record ElementType(string Name, int Bytes, ScalarType? Stored, string Storage, string Safetensors)
{
    private static readonly ElementType[] All =
    [
        new("float64", 8, ScalarType.Float64, "DoubleStorage", "F64"),
        new("float32", 4, ScalarType.Float32, "FloatStorage", "F32"),
        new("float16", 2, ScalarType.Float16, "HalfStorage", "F16"),
        new("bfloat16", 2, ScalarType.BFloat16, "BFloat16Storage", "BF16"),
        new("int64", 8, ScalarType.Int64, "LongStorage", "I64"),
        new("int32", 4, ScalarType.Int32, "IntStorage", "I32"),
        new("int16", 2, ScalarType.Int16, "ShortStorage", "I16"),
        new("int8", 1, ScalarType.Int8, "CharStorage", "I8"),
        new("uint8", 1, ScalarType.Byte, "ByteStorage", "U8"),
        // Mapped as bytes: a bool that is neither 0 nor 1 is undefined behaviour in native code.
        new("bool", 1, ScalarType.Byte, "BoolStorage", "BOOL"),
        new("complex64", 8, null, "ComplexFloatStorage", "C64"),
        new("complex128", 16, null, "ComplexDoubleStorage", "C128"),
        new("quantised int8", 1, null, "QInt8Storage", ""),
        new("quantised uint8", 1, null, "QUInt8Storage", ""),
        new("quantised int32", 4, null, "QInt32Storage", ""),
        new("quantised uint4", 1, null, "QUInt4x2Storage", ""),
        new("quantised uint2", 1, null, "QUInt2x4Storage", ""),
        new("float8 e4m3", 1, null, "", "F8_E4M3"),
        new("float8 e5m2", 1, null, "", "F8_E5M2"),
        new("uint16", 2, null, "", "U16"),
        new("uint32", 4, null, "", "U32"),
        new("uint64", 8, null, "", "U64"),
    ];

    private static readonly FrozenDictionary<string, ElementType> ByStorage =
        All.Where(type => type.Storage.Length > 0).ToFrozenDictionary(type => type.Storage, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ElementType> BySafetensors =
        All.Where(type => type.Safetensors.Length > 0).ToFrozenDictionary(type => type.Safetensors, StringComparer.Ordinal);

    /// <summary>The type that it becomes: float32 or int64.</summary>
    public ScalarType Normal =>
        Stored is ScalarType.Float64 or ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16 ? ScalarType.Float32 : ScalarType.Int64;

    public int NormalBytes => Normal == ScalarType.Float32 ? 4 : 8;

    public static ElementType? OfStorage(string name) => ByStorage.GetValueOrDefault(name);

    public static ElementType? OfSafetensors(string name) => BySafetensors.GetValueOrDefault(name);
}
