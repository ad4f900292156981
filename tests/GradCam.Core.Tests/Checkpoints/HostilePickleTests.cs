using System.Text;
using GradCam.Checkpoints;
using GradCam.Fuzz;

namespace GradCam.Core.Tests.Checkpoints;

public sealed class HostilePickleTests : IDisposable
{
    private static readonly TensorWords Good = new("weight", "FloatStorage", "0", 4, 0, [4], [1]);

    private readonly string folder = Directory.CreateTempSubdirectory("gradcam-hostile").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tensor_AsWritten_IsRead(bool legacy)
    {
        using Checkpoint checkpoint = CheckpointReader.Read(File(Good, legacy));

        Assert.Equal([1, 2, 3, 4], checkpoint.Tensors["weight"].data<float>().ToArray());
    }

    [Fact]
    public void OrderedDictionary_OfPairs_AsPython2WroteIt_IsRead()
    {
        byte[] pickle = new PickleWriter().Protocol().Global("collections", "OrderedDict").Op(']').Op(']').Text("weight").Op('a').Tensor(Good).Op('a').Op('a')
            .Bytes(0x85).Op('R').Finish();

        using Checkpoint checkpoint = CheckpointReader.Read(Write(TorchFiles.Zip(pickle, new byte[16])));

        Assert.Equal(["weight"], checkpoint.Tensors.Keys);
    }

    [Fact]
    public void Settings_UnderAWrappersName_DoNotHideTheTensors()
    {
        byte[] pickle = new PickleWriter().Protocol().Op('}').Text("model").Op('}').Text("name").Text("resnet50").Op('s').Op('s')
            .Text("weight").Tensor(Good).Op('s').Finish();

        using Checkpoint checkpoint = CheckpointReader.Read(Write(TorchFiles.Zip(pickle, new byte[16])));

        Assert.Equal(["weight"], checkpoint.Tensors.Keys);
    }

    public static TheoryData<long, long, long[], long[], string> WrongNumbers => new()
    {
        { 4, 0, [5], [1], "reaches to element 4 of a storage of 4" },
        { 4, 1, [4], [1], "reaches to element 4 of a storage of 4" },
        { 4, -1, [4], [1], "reaches" },
        { 4, 0, [-4], [1], "size -4" },
        { 4, 3, [2], [-1], "stride -1" },
        { 4, 0, [2, 2], [1], "2 sizes and 1 strides" },
        { 4, 0, [1L << 62, 4], [0, 0], "out of range" },
        { 4, 0, [2, 2], [long.MaxValue, long.MaxValue], "reaches" },
        { 4, long.MaxValue, [4], [1], "reaches" },
        { 4, 0, [1L << 35], [0], "would take" },
        { -4, 0, [4], [1], "-4" },
        { 1L << 62, 0, [4], [1], "4611686018427387904" },
        { 5, 0, [4], [1], "5" },
    };

    [Theory]
    [MemberData(nameof(WrongNumbers))]
    public void Tensor_WithNumbersThatTheFileCannotHold_IsRefused(long elements, long offset, long[] size, long[] stride, string part)
    {
        TensorWords words = Good with { Elements = elements, Offset = offset, Size = size, Stride = stride };

        Assert.Contains(part, Refusal(File(words, legacy: false)));
        Assert.NotEmpty(Refusal(File(words, legacy: true)));
    }

    [Theory]
    [InlineData("os", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("torch.storage", "_load_from_bytes")]
    [InlineData("torch._utils", "_rebuild_qtensor")]
    [InlineData("numpy.core.multiarray", "scalar")]
    public void Name_ThatNoStateDictionaryNeeds_IsRefusedByName(string module, string name)
    {
        byte[] reduced = new PickleWriter().Protocol().Global(module, name).Op('(').Text("touch x").Op('t').Op('R').Finish();
        byte[] onStack = new PickleWriter().Protocol(4).Text(module).Text(name).Bytes(0x93).Op(')').Op('R').Finish();
        byte[] instance = new PickleWriter().Op('(').Text("touch x").Op('i').Bytes(Encoding.ASCII.GetBytes($"{module}\n{name}\n")).Finish();

        Assert.All([reduced, onStack, instance], pickle =>
        {
            string message = Refusal(Write(TorchFiles.Zip(pickle)));
            Assert.Contains($"{module}.{name}", message);
            Assert.Contains("nothing of it was run", message);
        });
    }

    [Fact]
    public void Names_ThatStandThereTwice_AreRefused() =>
        Assert.Contains("'weight' stands there twice", Refusal(Write(TorchFiles.Zip(TorchFiles.Pickle([Good, Good]), new byte[16]))));

    [Fact]
    public void Storage_DescribedInTwoWays_IsRefused() => Assert.Contains(
        "two ways", Refusal(Write(TorchFiles.Zip(TorchFiles.Pickle([Good, Good with { Name = "b", Type = "LongStorage", Elements = 2, Size = [2] }]), new byte[16]))));

    [Fact]
    public void Name_ThatIsNotUtf8_IsRefused() => Assert.Contains(
        "not UTF-8", Refusal(Write(TorchFiles.Zip(new PickleWriter().Protocol().Op('}').RawText([0xff, 0xfe]).Tensor(Good).Op('s').Finish(), new byte[16]))));

    [Fact]
    public void Entries_ThatOverlap_AreRefused()
    {
        List<RawEntry> entries = TorchFiles.Entries(TorchFiles.Pickle([Good]), new byte[16], new byte[16]);
        entries[1] = entries[1] with { Size = 40, LocalSize = 40 };

        Assert.Contains("overlaps", Refusal(Write(RawZip.Write(entries))));
    }

    private string File(TensorWords words, bool legacy)
    {
        byte[] bytes = [.. new float[] { 1, 2, 3, 4 }.SelectMany(BitConverter.GetBytes)];
        byte[] pickle = TorchFiles.Pickle([words], legacy);
        return Write(legacy ? TorchFiles.Legacy(pickle, ("0", words.Elements, bytes)) : TorchFiles.Zip(pickle, bytes));
    }

    private string Write(byte[] content)
    {
        string path = Path.Combine(folder, "file.pth");
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    private static string Refusal(string path) => Assert.Throws<CheckpointException>(() => CheckpointReader.Read(path)).Message;
}
