using GradCam.Core.Tests.Reference;
using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

/// <summary>
/// Files of torchvision's first MNASNet (<c>"version": 1</c> in their metadata), whose first layers have 32, 32 and 16 channels at every width: torchvision
/// makes that network of them, and so it is here.
/// </summary>
public sealed class OldMnasNetTests : IDisposable
{
    private const int Classes = 5, Side = 64;

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    /// <summary>The logits of torchvision 0.14's own network in float64, after its load_state_dict had met version 1, on the formula's numbers and picture.</summary>
    [Theory]
    [InlineData("mnasnet0_5", 3636.3479, -1729.9281, -1734.5105, -3932.7692, -5436.9044)]
    [InlineData("mnasnet1_3", -221.50551, -1376.2405, 1445.9657, -5822.7879, -4302.4731)]
    public void Build_OfAFileOfVersion1_GivesTorchvisionsLogits(string name, params double[] expected)
    {
        Dictionary<string, Tensor> file = OldFile(name);
        using nn.Module<Tensor, Tensor> network = ModuleWeights.Build(NetworkCatalog.Find(name), file, "old.pth");
        using IDisposable withoutGradients = no_grad();
        Tensor logits = network.call(FormulaPicture.Input(Side));

        Assert.InRange(RelativeError.L2(logits.data<float>().ToArray(), [.. expected.Select(value => (float)value)]), 0, 2e-5);
        Assert.Equal(name, NetworkFit.Only(file, "old.pth").Name);
    }

    [Fact]
    public void Build_OfAFileOfVersion1ForAnotherWidth_NamesTheOneThatItFits()
    {
        CheckpointException failure = Assert.Throws<CheckpointException>(() => ModuleWeights.Build(NetworkCatalog.Find("mnasnet0_75"), OldFile("mnasnet0_5"), "old.pth"));

        Assert.EndsWith("it fits mnasnet0_5", failure.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, Tensor> OldFile(string name)
    {
        using nn.Module<Tensor, Tensor> today = NetworkCatalog.Find(name).Create(Classes);
        return FormulaCheckpoint.Of([.. ModuleTree.State(today).Select(entry => (entry.Name, OldShape(entry.Name, entry.Tensor.shape)))]);
    }

    private static long[] OldShape(string name, long[] today) => (name.Split('.'), today.Length) switch
    {
        (_, 0) => today,
        (["layers", "0", ..], _) => [32, 3, 3, 3],
        (["layers", "3", ..], _) => [32, 1, 3, 3],
        (["layers", "6", ..], _) => [16, 32, 1, 1],
        (["layers", "1" or "4", ..], _) => [32],
        (["layers", "7", ..], _) => [16],
        (["layers", "8", "0", "layers", "0", ..], _) => [48, 16, 1, 1],
        (["layers", "8", "0", "layers", "3", ..], _) => [48, 1, 3, 3],
        (["layers", "8", "0", "layers", "6", ..], _) => [today[0], 48, 1, 1],
        (["layers", "8", "0", "layers", "1" or "4", ..], _) => [48],
        _ => today,
    };
}
