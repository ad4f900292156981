using GradCam.Imaging;

namespace GradCam.Runs.Tests;

/// <summary>Two folders to fill and to compare; gone when disposed.</summary>
internal sealed class PictureFolders : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory().FullName;

    public PictureFolders()
    {
        Expected = Directory.CreateDirectory(Path.Combine(root, "expected")).FullName;
        Actual = Directory.CreateDirectory(Path.Combine(root, "actual")).FullName;
    }

    public string Expected { get; }

    public string Actual { get; }

    /// <summary>Grey with normal colour noise, as guided gradients look, 96 x 96.</summary>
    public static RgbImage ColourNoise(int seed)
    {
        var random = new Random(seed);
        byte[] pixels = new byte[3 * 96 * 96];
        for (int i = 0; i < pixels.Length; i++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            pixels[i] = (byte)Math.Clamp(128 + (20 * normal), 0, 255);
        }

        return new RgbImage(96, 96, pixels);
    }

    public void InExpected(string name, byte[] bytes) => Put(Expected, name, bytes);

    public void InActual(string name, byte[] bytes) => Put(Actual, name, bytes);

    public void Both(string name, byte[] bytes)
    {
        InExpected(name, bytes);
        InActual(name, bytes);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static void Put(string folder, string name, byte[] bytes)
    {
        string path = Path.Combine([folder, .. name.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
