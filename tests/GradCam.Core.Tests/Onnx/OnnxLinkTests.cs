using System.Security.Cryptography;
using GradCam.Core.Tests.Networks;

namespace GradCam.Core.Tests.Onnx;

/// <summary>
/// Models whose files are links, as in Hugging Face's cache: <c>models--NAME/snapshots/REVISION/model.onnx</c> and what lies beside it lead to
/// <c>models--NAME/blobs/HASH</c>. Nothing else that leads out of the model's folder is read.
/// </summary>
public sealed class OnnxLinkTests : IDisposable
{
    private const string Data = "model.onnx_data";

    private readonly string root = Directory.CreateTempSubdirectory("gradcam-links-").FullName;
    private readonly byte[] weight = OnnxValue.Formula("fc.weight".Length, [4, 5]).Raw();

    private string Cache => Path.Combine(root, "models--one--tiny");

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Theory]
    [InlineData("snapshots/abc", "../../blobs")]
    [InlineData("snapshots/abc/onnx", "../../../blobs")]
    public void Links_OfTheCache_AreFollowed(string folder, string blobs)
    {
        string model = Fill(folder, blobs, blobs);
        File.WriteAllText(Path.Combine(Cache, "blobs", "c"), """{ "image_mean": [0.5, 0.5, 0.5], "image_std": [0.25, 0.25, 0.25] }""");
        Link(Path.Combine(Path.GetDirectoryName(model)!, "preprocessor_config.json"), $"{blobs}/c");
        using var explainer = Explainer.Load(model);
        Assert.Equal([0.5f, 0.5f, 0.5f], explainer.Preprocessing.Mean.AsEnumerable());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. Model(), .. weight])), explainer.CheckpointSha256);
        Assert.Equal("model", explainer.Facts.Name);
    }

    [Theory]
    [InlineData("snapshots/abc", "../../blobs", "../../other")]
    [InlineData("snapshots/abc", "../../files", "../../files")]
    [InlineData("elsewhere/abc", "../../blobs", "../../blobs")]
    [InlineData("snapshots/abc", "../../blobs", "../../blobs/deeper")]
    [InlineData("snapshots/abc", "../../blobs", "../../../models--other/blobs")]
    public void Links_ToAnotherPlaceThanTheModels_AreNotFollowed(string folder, string model, string data) => Refused(Fill(folder, model, data));

    [Fact]
    public void Links_OfAModelThatIsNone_AreNotFollowed()
    {
        string model = Fill("snapshots/abc", "../../blobs", "../../blobs");
        File.Delete(model);
        File.WriteAllBytes(model, Model());
        Refused(model);
    }

    [Fact]
    public void Links_ToABlobThatIsALinkItself_AreNotFollowed()
    {
        string model = Fill("snapshots/abc", "../../blobs", "../../blobs"), blob = Path.Combine(Cache, "blobs", "d"), secret = Path.Combine(root, "secret");
        File.Move(blob, secret);
        Link(blob, "../../secret");
        Refused(model);
    }

    [Fact]
    public void Links_ThroughBlobsThatAreElsewhere_AreNotFollowed()
    {
        string model = Fill("snapshots/abc", "../../blobs", "../../blobs"), blobs = Path.Combine(Cache, "blobs");
        Directory.Move(blobs, Path.Combine(root, "secrets"));
        Directory.CreateSymbolicLink(blobs, "../secrets");
        Refused(model);
    }

    /// <summary>A link whose text stays in the folder leads out of it where a folder on its way is a link.</summary>
    [Fact]
    public void Link_ThroughAFolderThatIsALink_IsNotFollowed()
    {
        string folder = Directory.CreateDirectory(Path.Combine(root, "model")).FullName, model = Path.Combine(folder, "model.onnx");
        Directory.CreateDirectory(Path.Combine(root, "outside"));
        File.WriteAllBytes(Path.Combine(root, "outside", "secret"), weight);
        File.WriteAllBytes(model, Model());
        Directory.CreateSymbolicLink(Path.Combine(folder, "inner"), "../outside");
        Link(Path.Combine(folder, Data), "inner/secret");
        Refused(model);
    }

    /// <summary>The model and its data under the names of the cache.</summary>
    /// <param name="folder">Where the links lie, from the cache's folder on.</param>
    /// <param name="model">The folder that the model's link leads to, from there on.</param>
    /// <param name="data">The same of its data's.</param>
    private string Fill(string folder, string model, string data)
    {
        string links = Directory.CreateDirectory(Path.Combine(Cache, folder)).FullName, path = Path.Combine(links, "model.onnx");
        foreach ((string name, string to, string blob, byte[] content) in ((string, string, string, byte[])[])[("model.onnx", model, "m", Model()), (Data, data, "d", weight)])
        {
            File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.GetFullPath(Path.Combine(links, to))).FullName, blob), content);
            Link(Path.Combine(links, name), $"{to}/{blob}");
        }

        return path;
    }

    private static void Refused(string model) =>
        Assert.Contains("nothing outside", Assert.Throws<CheckpointException>(() => Explainer.Load(model)).Message, StringComparison.Ordinal);

    private byte[] Model() => new TinyModel { Tensors = [TinyModel.FarTensor("far.weight", [4, 5], Data, 0, weight.Length)], LinearWeight = "far.weight" }.ToBytes();

    private static void Link(string path, string to) => File.CreateSymbolicLink(path, to);
}
