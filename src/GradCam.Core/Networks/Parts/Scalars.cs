using TorchSharp;

namespace GradCam.Networks;

/// <summary>
/// Numbers that tensor operations are given. A number that is converted on the way to an operation may be finalised while libtorch
/// still reads it ("Unknown scalar type", seen in long runs of TorchSharp 0.107); these live as long as the process.
/// </summary>
internal static class Scalars
{
    public static readonly Scalar Zero = 0;

    public static readonly Scalar One = 1;

    public static readonly Scalar Two = 2;

    public static readonly Scalar MinusOne = -1;

    public static readonly Scalar LargestByte = 255;
}
