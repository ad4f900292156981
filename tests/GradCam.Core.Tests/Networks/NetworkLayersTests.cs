using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

/// <summary>Every module of a network gives what torchvision's own gives, as often, also where no figure looks.</summary>
public class NetworkLayersTests
{
    public static TheoryData<string> Names => CatalogueShare.OneOfEachFamily;

    [Theory, MemberData(nameof(Names))]
    public void Modules_AreCalledAndShapedAsTorchvisions(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable withoutGradients = no_grad();
        using nn.Module<Tensor, Tensor> network = NetworkCatalog.Find(name).Create(1000);
        ModuleWeights.Blank(network);
        network.eval();
        var seen = new Dictionary<string, (int Calls, string Shape)>();
        foreach ((string layer, nn.Module module) in ModuleTree.Walk(network).Skip(1))
        {
            seen[layer] = (0, "");
            if (module is nn.Module<Tensor, Tensor> callable)
            {
                callable.register_forward_hook((_, _, output) =>
                {
                    seen[layer] = (seen[layer].Calls + 1, string.Join('x', output.shape));
                    return output;
                });
            }
        }

        network.call(zeros(1, 3, 224, 224));
        TorchvisionNetwork torchvision = TorchvisionNetwork.Of(name);
        Assert.Equal(
            torchvision.Modules
                .Where(module => !torchvision.IsAuxiliary(module.Name) && module.Kind != "MultiheadAttention")
                .Select(module => (module.Name, module.Calls, module.Shape)),
            // PyTorch's attention gives two things; here it gives the tokens alone.
            seen.Where(entry => !entry.Key.EndsWith("self_attention", StringComparison.Ordinal)).Select(entry => (entry.Key, entry.Value.Calls, entry.Value.Shape)));
    }
}
