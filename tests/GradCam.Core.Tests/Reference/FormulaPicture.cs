using static TorchSharp.torch;

namespace GradCam.Core.Tests.Reference;

/// <summary>The picture, drawn by a formula, that the reference figures were computed on.</summary>
internal static class FormulaPicture
{
    public const int Size = 224;

    private static readonly double[] Mean = [0.485, 0.456, 0.406];
    private static readonly double[] Std = [0.229, 0.224, 0.225];

    /// <summary>The network's input, [1,3,size,size] float32, normalised with ImageNet's mean and deviation; the caller disposes it.</summary>
    public static Tensor Input(int size = Size) => tensor(Values(size, (v, c) => (float)((v - Mean[c]) / Std[c])), [1, 3, size, size]);

    /// <summary>The picture itself, [3,224,224] in [0,1] before rounding.</summary>
    public static float[] Picture() => Values(Size, (v, _) => (float)v);

    private static float[] Values(int size, Func<double, int, float> finish)
    {
        float[] values = new float[3 * size * size];
        for (int c = 0; c < 3; c++)
        {
            for (int y = 0; y < size; y++)
            {
                for (int x = 0; x < size; x++)
                {
                    double v = 0.5 + (0.25 * Math.Sin((0.05 * (c + 1) * x) + (0.031 * y)))
                        + (0.25 * Math.Cos((0.043 * y * (3 - c)) - (0.017 * x)));
                    values[(((c * size) + y) * size) + x] = finish(v, c);
                }
            }
        }

        return values;
    }
}
