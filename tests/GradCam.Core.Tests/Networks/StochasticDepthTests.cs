using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

public class StochasticDepthTests
{
    [Fact]
    public void Evaluation_ChangesNothing()
    {
        using var depth = new StochasticDepth(0.5);
        depth.eval();
        using Tensor x = rand(8, 3, 2, 2), y = depth.call(x);
        Assert.Equal(x.data<float>().ToArray(), y.data<float>().ToArray());
    }

    [Fact]
    public void Training_LeavesOutWholePictures_AndKeepsTheMean()
    {
        using DisposeScope scope = NewDisposeScope();
        using var depth = new StochasticDepth(0.25);
        depth.train();
        Tensor y = depth.call(ones(4000, 2, 3));
        Tensor pictures = y.flatten(1);
        Assert.True(pictures.eq(pictures.narrow(1, 0, 1)).all().item<bool>());
        float[] values = pictures[.., 0].contiguous().data<float>().ToArray();
        Assert.All(values, value => Assert.True(value is 0 || Math.Abs(value - 1 / 0.75) < 1e-6));
        // Six deviations of the share of 4000 draws.
        Assert.Equal(0.75, values.Count(value => value > 0) / 4000.0, 0.041);
    }
}
