using GradCam.Imaging;
using GradCam.Networks;
using Shapes.Drawing;
using static TorchSharp.torch;

namespace Shapes.Training;

/// <summary>Scenes as tensors.</summary>
public static class Batch
{
    /// <summary>
    /// The network's input: [N, 3, S, S], float32 or the type asked for, laid out with the channels last, which convolutions on
    /// processors like best.
    /// </summary>
    public static Tensor Input(IReadOnlyList<Scene> scenes, ScalarType type = ScalarType.Float32)
    {
        ArgumentNullException.ThrowIfNull(scenes);
        using var scope = NewDisposeScope();
        RgbImage first = scenes[0].Image;
        byte[] pixels = [.. scenes.SelectMany(scene => scene.Image.Pixels)];
        Preprocessing preprocessing = Preprocessing.ImageNet;
        Tensor mean = tensor((float[])[.. preprocessing.Mean.Select(value => value * 255)]);
        Tensor std = tensor((float[])[.. preprocessing.Std.Select(value => value * 255)]);
        Tensor input = (tensor(pixels, [scenes.Count, first.Height, first.Width, 3]).to(ScalarType.Float32) - mean) / std;
        return input.to(type).permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>What the network should say: [N, 8], float32; a scene of two classes is half of each.</summary>
    public static Tensor Truth(IReadOnlyList<Scene> scenes)
    {
        ArgumentNullException.ThrowIfNull(scenes);
        var shares = new float[scenes.Count * ShapeKinds.All.Count];
        for (int i = 0; i < scenes.Count; i++)
        {
            foreach (ShapeKind kind in scenes[i].Kinds)
            {
                shares[i * ShapeKinds.All.Count + (int)kind] = 1f / scenes[i].Kinds.Count;
            }
        }

        return tensor(shares, [scenes.Count, ShapeKinds.All.Count]);
    }
}
