using CsCheck;

namespace GradCam.Fuzz;

/// <summary>The kinds of hostile ONNX models, over the models that exporters wrote.</summary>
public static class OnnxSeeds
{
    public const string Inside = "ext.bin", Outside = "outside.bin", Link = "link.bin", FolderLink = "up";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "OnnxSeeds");

    /// <summary>The weights that one of the models has in another file.</summary>
    public static byte[] External() => File.ReadAllBytes(Path.Combine(Folder, Inside));

    /// <summary>The generator of all kinds.</summary>
    public static Gen<HostileFile> Cases()
    {
        ILookup<bool, byte[]> seeds = Directory.GetFiles(Folder, "*.onnx").Order(StringComparer.Ordinal)
            .ToLookup(path => !Path.GetFileName(path).StartsWith("refused", StringComparison.Ordinal), File.ReadAllBytes);
        WireCases wire = new([.. seeds[true]]);
        return Gen.Frequency((4, new ByteCases([.. seeds[true]], [.. seeds[false]]).All), (6, wire.All), (1, Locations(File.ReadAllBytes(Path.Combine(Folder, "ext.onnx")))));
    }

    /// <summary>Names of files for the weights: beside the model, elsewhere, or nowhere.</summary>
    private static Gen<HostileFile> Locations(byte[] model) =>
        from location in Gen.OneOf(
            Gen.OneOf(Inside, "sub/" + Inside, "./" + Inside, "sub/../" + Inside, Inside + "/", "sub", "none.bin", string.Empty, ".", "..", "\0", "a\0b", new string('a', 5000), "case.onnx"),
            Gen.OneOf("../" + Outside, "sub/../../" + Outside, "..\\" + Outside, Link, "./" + Link, FolderLink + "/" + Outside, "sub/../" + Link, "//etc/passwd", "/etc/passwd", "/dev/zero", "/proc/self/mem", "file:" + Outside),
            Gen.Int.Select(_ => OnnxTarget.OutsidePath))
        from key in Gen.OneOf("location", "offset", "length", "checksum")
        from number in Odd.Number
        let tree = WireField.Parse(model)
        let odd = key == "location" ? location : number.ToString(null, null)
        select new HostileFile($"external {key}", WireField.Write([.. tree.Select(field => field.ReplaceText(key, odd))]));
}
