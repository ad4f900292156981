using GradCam.Imaging;

namespace GradCam.Cli.Tests;

/// <summary>A temporary folder for one test, and calls of the program that write below it.</summary>
public sealed class Workplace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("gradcam-cli-").FullName;

    public string Results => Path.Combine(Folder, "results");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public static CallResult Call(params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = CommandLine.Run(args, output, error);
        return new CallResult(code, output.ToString(), error.ToString());
    }

    /// <summary>Explains a picture of this folder, small and on one thread, into <see cref="Results"/>.</summary>
    public CallResult Explain(string weightPath, params string[] args) =>
        Call(["--image-path", Picture(), "--weight-path", weightPath, "--output-dir", Results, "--threads", "1", .. args]);

    /// <summary>A picture drawn by formula: 60 x 40, a disc on a gradient.</summary>
    public string Picture(string name = "disc.png", int width = 60, int height = 40)
    {
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++)
        {
            int x = i % width, y = i / width, radius = height / 3;
            bool inside = Math.Pow(x - (width / 2), 2) + Math.Pow(y - (height / 2), 2) < radius * radius;
            pixels[3 * i] = (byte)(inside ? 220 : 255 * x / width);
            pixels[(3 * i) + 1] = (byte)(inside ? 40 : 255 * y / height);
            pixels[(3 * i) + 2] = 90;
        }

        return File(name, PictureEncoder.Png(new RgbImage(width, height, pixels)));
    }

    public string File(string name, byte[] content)
    {
        string path = Path.Combine(Folder, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public string[] ResultNames() => [.. Directory.EnumerateFileSystemEntries(Results).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void AssertNothingWritten() => Assert.False(Directory.Exists(Results), "the folder for the results is there");
}
