using GradCam.Imaging;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>Pictures brought to the network's size, and the tensor made of them.</summary>
internal sealed class PictureBatch : IDisposable
{
    private PictureBatch(IReadOnlyList<RgbImage> resized, Tensor input)
    {
        Resized = resized;
        Input = input;
    }

    /// <summary>The pictures at S x S.</summary>
    public IReadOnlyList<RgbImage> Resized { get; }

    /// <summary>The network's input: [N, 3, S, S], float32.</summary>
    public Tensor Input { get; }

    public static PictureBatch Prepare(IReadOnlyList<RgbImage> pictures, Preprocessing preprocessing)
    {
        RgbImage[] resized = [.. pictures.Select(picture => preprocessing.Prepare(picture).Pixels)];
        return new PictureBatch(resized, preprocessing.ToTensor([.. resized.Select(picture => picture.Pixels)]));
    }

    public void Dispose() => Input.Dispose();
}
