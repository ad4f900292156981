using static TorchSharp.torch;

namespace GradCam.Checkpoints;

/// <summary>A type that the elements of an ONNX model's tensors can have.</summary>
/// <param name="Number">ONNX's number of it.</param>
/// <param name="Name">Its name, for messages.</param>
/// <param name="Bytes">The size of one element in a file.</param>
/// <param name="Stored">The type that the bytes are read as.</param>
/// <param name="Made">The type that they become.</param>
internal sealed record OnnxElement(long Number, string Name, int Bytes, ScalarType Stored, ScalarType Made)
{
    /// <summary>ONNX's numbers of some types.</summary>
    public const int Float32 = 1, Byte = 2, Truth = 9, Float16 = 10, Float64 = 11, BFloat16 = 16;

    private static readonly OnnxElement[] All =
    [
        new(Float32, "float32", 4, ScalarType.Float32, ScalarType.Float32),
        new(Byte, "uint8", 1, ScalarType.Byte, ScalarType.Byte),
        new(3, "int8", 1, ScalarType.Int8, ScalarType.Int8),
        new(4, "uint16", 2, ScalarType.Int16, ScalarType.Int64) { IsUnsigned = true },
        new(5, "int16", 2, ScalarType.Int16, ScalarType.Int64),
        new(6, "int32", 4, ScalarType.Int32, ScalarType.Int64),
        new(7, "int64", 8, ScalarType.Int64, ScalarType.Int64),
        new(Truth, "bool", 1, ScalarType.Byte, ScalarType.Bool),
        new(Float16, "float16", 2, ScalarType.Float16, ScalarType.Float32),
        new(Float64, "float64", 8, ScalarType.Float64, ScalarType.Float32),
        new(12, "uint32", 4, ScalarType.Int32, ScalarType.Int64) { IsUnsigned = true },
        new(13, "uint64", 8, ScalarType.Int64, ScalarType.Int64),
        new(BFloat16, "bfloat16", 2, ScalarType.BFloat16, ScalarType.Float32),
    ];

    /// <summary>Whether libtorch reads the bits as a negative number where they are none.</summary>
    public bool IsUnsigned { get; private init; }

    /// <summary>The size of one element as it becomes.</summary>
    public int MadeBytes => Made switch
    {
        ScalarType.Int64 => 8,
        ScalarType.Float32 => 4,
        _ => 1,
    };

    /// <summary>The type of a number; null for one that no tensor here has.</summary>
    public static OnnxElement? Of(long number) => Array.Find(All, type => type.Number == number);

    /// <summary>What messages call a type.</summary>
    public static string NameOf(long number) => Of(number)?.Name ?? number switch
    {
        8 => "strings",
        14 or 15 => "complex numbers",
        21 or 22 => "whole numbers of 4 bits",
        >= 17 and <= 20 => "float8",
        _ => $"type {number}",
    };
}
