using static TorchSharp.torch;

namespace GradCam.Core.Tests.Reference;

/// <summary>The tables of window attention that torchvision's constructors compute, written out place by place.</summary>
internal static class WindowTables
{
    /// <summary>For each pair of places of a window, the row of the bias table: int64 [M^4] (Swin) or [M^2,M^2] (MaxViT).</summary>
    public static Tensor Index(long[] shape)
    {
        long places = (long)Math.Round(Math.Sqrt(shape.Aggregate(1L, (product, length) => product * length))), side = (long)Math.Round(Math.Sqrt(places));
        long[] rows = new long[places * places];
        for (long i = 0; i < places; i++)
        {
            for (long j = 0; j < places; j++)
            {
                rows[i * places + j] = (i / side - j / side + side - 1) * (2 * side - 1) + i % side - j % side + side - 1;
            }
        }

        return tensor(rows, shape);
    }

    /// <summary>The offsets of Swin v2 on a logarithmic scale: float32 [1,2M-1,2M-1,2].</summary>
    public static Tensor Coordinates(long[] shape)
    {
        long count = shape[1], last = count / 2;
        float[] values = new float[count * count * 2];
        for (long y = 0; y < count; y++)
        {
            for (long x = 0; x < count; x++)
            {
                values[2 * (y * count + x)] = OnLogarithmicScale(y - last, last);
                values[2 * (y * count + x) + 1] = OnLogarithmicScale(x - last, last);
            }
        }

        return tensor(values, shape);
    }

    private static float OnLogarithmicScale(long offset, long last)
    {
        double scaled = 8.0 * offset / last;
        return (float)(Math.Sign(scaled) * Math.Log2(Math.Abs(scaled) + 1) / 3);
    }
}
