using GradCam.Checking;
using GradCam.Core.Tests.Recording;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Checking;

public class LastStageTests
{
    /// <summary>Of two convolutions and a linear layer the last quarter is the linear layer.</summary>
    [Fact]
    public void Randomise_ASmallNetwork_ChangesItsLastQuarterAlone_WhileEntered()
    {
        using nn.Module<Tensor, Tensor> network = SmallNetwork.Create();
        Dictionary<string, float[]> before = Numbers(network);
        using RandomisedParameters stage = LastStage.Randomise(network, seed: 3)!;

        using (stage.Enter())
        {
            Dictionary<string, float[]> random = Numbers(network);
            Assert.Equal(["7.bias", "7.weight"], before.Keys.Where(name => !before[name].SequenceEqual(random[name])).Order(StringComparer.Ordinal));
        }

        Assert.Equal(before, Numbers(network));
    }

    [Fact]
    public void Randomise_ANetworkOfOneLayer_HasNoLastStage()
    {
        using nn.Module<Tensor, Tensor> network = nn.Conv2d(3, 2, 3);

        Assert.Null(LastStage.Randomise(network, seed: 3));
    }

    private static Dictionary<string, float[]> Numbers(nn.Module network) =>
        network.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.detach().contiguous().data<float>().ToArray());
}
