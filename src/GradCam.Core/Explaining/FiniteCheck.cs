using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>Tells numbers that are no numbers.</summary>
internal static class FiniteCheck
{
    /// <summary>Refuses a tensor that holds one.</summary>
    /// <param name="values">Any shape.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="where">The layer and the classes, for the message.</param>
    /// <exception cref="NonFiniteException">It holds one.</exception>
    public static void Demand(Tensor values, string what, string where)
    {
        // The sum of finite float32 values can overflow, that of their zeros cannot: 0 * x is NaN just where x is not finite.
        using Tensor zeros = values.mul(Scalars.Zero);
        using Tensor sum = zeros.flatten().sum([0]).to(ScalarType.Float32, CPU);
        if (BitConverter.ToSingle(sum.bytes) != 0)
        {
            throw new NonFiniteException(
                $"the {what} holds values that are not finite ({where}): the weights are damaged, or the input's mean and std do not suit them");
        }
    }
}
