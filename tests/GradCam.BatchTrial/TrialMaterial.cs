using System.Globalization;
using GradCam.Checkpoints;
using GradCam.Imaging;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.BatchTrial;

/// <summary>What a trial works on: drawn pictures, some of them damaged, and checkpoints of untrained networks.</summary>
internal static class TrialMaterial
{
    private const int Width = 320, Height = 240, Classes = 10;

    /// <summary>Draws pictures into folders of a hundred, and damages some, evenly spread, each in another way.</summary>
    public static void DrawPictures(string folder, int count, int damaged)
    {
        for (int i = 0; i < count; i++)
        {
            string below = Path.Combine(folder, $"{i / 100:00}");
            Directory.CreateDirectory(below);
            byte[] jpeg = PictureEncoder.Jpeg(Draw(i));
            bool isDamaged = (long)(i + 1) * damaged / count > (long)i * damaged / count;
            File.WriteAllBytes(Path.Combine(below, $"{i:0000}.jpg"), isDamaged ? Damage(jpeg, i) : jpeg);
        }
    }

    /// <summary>Writes a checkpoint of ten classes with a network's initial values.</summary>
    public static void WriteCheckpoint(string path, string network)
    {
        using var scope = NewDisposeScope();
        NetworkDefinition definition = NetworkCatalog.Find(network);
        using nn.Module<Tensor, Tensor> module = definition.Create(Classes);
        ModuleWeights.Initialise(module, definition, seed: 1);
        SafetensorsWriter.Write(path, module.state_dict());
    }

    private static RgbImage Draw(int number)
    {
        byte[] pixels = new byte[3 * Width * Height];
        double centreX = Width * (0.2 + (0.6 * (number % 31) / 30)), centreY = Height * (0.2 + (0.6 * (number % 17) / 16));
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                double distance = Math.Sqrt(((x - centreX) * (x - centreX)) + ((y - centreY) * (y - centreY)));
                int at = 3 * ((y * Width) + x);
                pixels[at] = (byte)(128 + (127 * Math.Sin(distance / (4 + (number % 7)))));
                pixels[at + 1] = (byte)(x * 255 / Width);
                pixels[at + 2] = (byte)((y + number) % 256);
            }
        }

        return new RgbImage(Width, Height, pixels);
    }

    private static byte[] Damage(byte[] jpeg, int number) => (number / 7 % 7) switch
    {
        0 => [],
        1 => jpeg[..1],
        2 => jpeg[..20],
        3 => new byte[jpeg.Length],
        4 => System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"This is no picture {number}.")),
        5 => [.. jpeg.Select(value => (byte)(value ^ 0x5a))],
        _ => jpeg[..(jpeg.Length / 2)],
    };
}
