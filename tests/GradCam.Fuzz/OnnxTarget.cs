using CsCheck;
using GradCam.Imaging;
using GradCam.Methods;

namespace GradCam.Fuzz;

/// <summary>Loads ONNX models and explains a picture with them. Files that they name lie beside them, and beside their folder others that must not be read.</summary>
public sealed class OnnxTarget : FuzzTarget
{
    private static readonly DateTime Unread = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string outside;
    private readonly RgbImage picture = new(16, 16, [.. Enumerable.Range(0, 3 * 16 * 16).Select(i => (byte)(37 * i))]);

    /// <summary>Lays out the files.</summary>
    /// <param name="folder">Where they lie.</param>
    public OnnxTarget(string folder)
        : base(System.IO.Path.Combine(folder, "model", "case.onnx"))
    {
        string model = System.IO.Path.Combine(folder, "model");
        Directory.CreateDirectory(System.IO.Path.Combine(model, "sub"));
        outside = System.IO.Path.Combine(folder, OnnxSeeds.Outside);
        byte[] numbers = OnnxSeeds.External();
        foreach (string file in (string[])[outside, System.IO.Path.Combine(model, OnnxSeeds.Inside), System.IO.Path.Combine(model, "sub", OnnxSeeds.Inside)])
        {
            File.WriteAllBytes(file, numbers);
        }

        Link(System.IO.Path.Combine(model, OnnxSeeds.Link), System.IO.Path.Combine("..", OnnxSeeds.Outside));
        Link(System.IO.Path.Combine(model, OnnxSeeds.FolderLink), "..");
        Before();
        File.ReadAllBytes(outside);
        SeesReads = Breach() is not null;
        OutsidePath = outside;
    }

    /// <summary>The path of the file that must not be read.</summary>
    public static string OutsidePath { get; private set; } = string.Empty;

    /// <summary>True where the file system notes when a file was read.</summary>
    public bool SeesReads { get; }

    /// <summary>1 GB, one value of the most elements that are computed: padded or repeated, pictures may come to that.</summary>
    public override long Slack => 1L << 30;

    public override Gen<HostileFile> Cases => OnnxSeeds.Cases();

    public override bool Load()
    {
        using Explainer explainer = Explainer.Load(Path);
        explainer.Explain(picture, new ExplainOptions { Pictures = [], Methods = [new GradCamMethod()] });
        return true;
    }

    public override void Before() => File.SetLastAccessTimeUtc(outside, Unread);

    public override string? Breach() => File.GetLastAccessTimeUtc(outside) == Unread ? null : "a file outside the model's folder was read";

    private static void Link(string path, string target)
    {
        File.Delete(path);
        File.CreateSymbolicLink(path, target);
    }
}
