using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>Tensors as one plain number.</summary>
internal static class Total
{
    /// <summary>The sum of all elements, in double; of one element itself.</summary>
    public static double Of(Tensor values)
    {
        using DisposeScope scope = NewDisposeScope();
        return values.detach().to(ScalarType.Float64).flatten().sum([0]).item<double>();
    }
}
