using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

public class ModuleTreeTests
{
    [Fact]
    public void Walk_GoesDepthFirst_AndGivesASharedModuleOnce()
    {
        var shared = nn.ReLU();
        using var tree = nn.Sequential(
            ("first", nn.Sequential(("conv", nn.Conv2d(1, 1, 1)), ("relu", shared))),
            ("second", shared),
            ("third", nn.Sequential(("inner", nn.Sequential(("deep", nn.Linear(1, 1)))), ("last", nn.Flatten()))));
        Assert.Equal(
            ["", "first", "first.conv", "first.relu", "third", "third.inner", "third.inner.deep", "third.last"],
            ModuleTree.Walk(tree).Select(entry => entry.Name));
    }

    [Fact]
    public void State_GivesParametersBeforeBuffers_ModuleByModule()
    {
        using var tree = nn.Sequential(("norm", nn.BatchNorm2d(2)), ("fc", nn.Linear(2, 3)));
        Assert.Equal(
            ["norm.weight", "norm.bias", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked", "fc.weight", "fc.bias"],
            ModuleTree.State(tree).Select(entry => entry.Name));
    }

    [Fact]
    public void LastConvolution_IsTheLastOfTheWalk()
    {
        using var tree = nn.Sequential(
            ("a", nn.Sequential(("conv", nn.Conv2d(1, 1, 1)), ("inner", nn.Sequential(("conv", nn.Conv2d(1, 1, 1)))))), ("b", nn.ReLU()));
        Assert.Equal("a.inner.conv", ModuleTree.LastConvolution(tree));
    }

    [Fact]
    public void LastConvolution_WithoutOne_IsNull()
    {
        using var tree = nn.Sequential(nn.Linear(1, 1));
        Assert.Null(ModuleTree.LastConvolution(tree));
    }
}
