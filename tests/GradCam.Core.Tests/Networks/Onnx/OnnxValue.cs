using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

/// <summary>A plain array that operators are given, or give.</summary>
/// <param name="Type">ONNX's number of the element type.</param>
/// <param name="Shape">The sizes.</param>
/// <param name="Numbers">The elements, the last dimension's first.</param>
internal sealed record OnnxValue(int Type, long[] Shape, double[] Numbers)
{
    public const int Float = 1, UInt8 = 2, Int8 = 3, Int32 = 6, Int64 = 7, Bool = 9;

    private ScalarType Scalar => Type switch
    {
        Float => ScalarType.Float32,
        UInt8 => ScalarType.Byte,
        Int8 => ScalarType.Int8,
        Int32 => ScalarType.Int32,
        Int64 => ScalarType.Int64,
        _ => ScalarType.Bool,
    };

    /// <summary>Fractions between -2 and 2 by a formula, no two alike nearby and none near a whole or half number, where operators bend.</summary>
    public static OnnxValue Formula(params long[] shape) => Formula(1, shape);

    /// <summary>The same; other numbers for another seed.</summary>
    public static OnnxValue Formula(int seed, long[] shape) => Floats(shape, [.. Enumerable
        .Range(0, (int)shape.Aggregate(1L, (product, size) => product * size))
        .Select(i => (float)Clear(4 * Fraction((i + 1 + (31 * seed)) * 0.6180339887498949) - 2))]);

    public static OnnxValue Floats(long[] shape, params float[] numbers) => new(Float, shape, [.. numbers.Select(number => (double)number)]);

    public static OnnxValue Number(float number) => Floats([], number);

    public static OnnxValue Longs(params long[] numbers) => Whole(Int64, [numbers.Length], numbers);

    public static OnnxValue Long(long number) => Whole(Int64, [], number);

    public static OnnxValue Whole(int type, long[] shape, params long[] numbers) => new(type, shape, [.. numbers.Select(number => (double)number)]);

    /// <summary>The numbers as they stand in a file.</summary>
    public byte[] Raw() => [.. Numbers.SelectMany(number => Type switch
    {
        Float => BitConverter.GetBytes((float)number),
        Int32 => BitConverter.GetBytes((int)number),
        Int64 => BitConverter.GetBytes((long)number),
        _ => [unchecked((byte)(long)number)],
    })];

    /// <summary>As a tensor of the type that a file's becomes; in double precision where asked.</summary>
    public Tensor Tensor(bool doubles = false) => Type == Float
        ? tensor(Numbers, Shape, ScalarType.Float64).to(doubles ? ScalarType.Float64 : Scalar)
        : tensor(Numbers.Select(number => (long)number).ToArray(), Shape, ScalarType.Int64).to(Scalar);

    private static double Fraction(double number) => number - Math.Floor(number);

    /// <summary>At least 0.02 from every multiple of a half.</summary>
    private static double Clear(double number)
    {
        double part = Fraction(2 * number);
        return number + (part < 0.04 ? 0.02 : part > 0.96 ? -0.02 : 0);
    }
}
