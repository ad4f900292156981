using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>Tensors as plain arrays.</summary>
internal static class TensorRows
{
    /// <summary>The numbers of each entry of the first dimension, in row-major order, as float32.</summary>
    /// <param name="values">At least one dimension, of floating point numbers; left as it is.</param>
    public static float[][] Read(Tensor values)
    {
        using Tensor narrow = values.detach().to(ScalarType.Float32, CPU);
        using Tensor flat = narrow.reshape(values.shape[0], -1).contiguous();
        float[] all = MemoryMarshal.Cast<byte, float>(flat.bytes).ToArray();
        int length = all.Length / (int)values.shape[0];
        return [.. Enumerable.Range(0, (int)values.shape[0]).Select(n => all.AsSpan(n * length, length).ToArray())];
    }
}
