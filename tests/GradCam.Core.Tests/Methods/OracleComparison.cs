using GradCam.Core.Tests.Reference;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>What the tests against oracles share.</summary>
internal static class OracleComparison
{
    /// <summary>A theory's rows: a method and what is changed in it.</summary>
    public static TheoryData<string, string> Rows(IEnumerable<(string Method, string Change)> mutants)
    {
        var rows = new TheoryData<string, string>();
        foreach ((string method, string change) in mutants)
        {
            rows.Add(method, change);
        }

        return rows;
    }

    /// <summary>How far a method is from its oracle on a random layer, both pictures together.</summary>
    public static double Distance(Func<Tensor, Tensor, Tensor> method, Func<double[][,], double[][,], double[,]> oracle, int seed)
    {
        using DisposeScope scope = NewDisposeScope();
        var layer = new RandomLayer(seed);
        Tensor maps = method(RandomLayer.AsTensor(layer.A), RandomLayer.AsTensor(layer.G));
        Assert.Equal([RandomLayer.Pictures, RandomLayer.Height, RandomLayer.Width], maps.shape);
        float[] expected = [.. layer.A.Zip(layer.G).SelectMany(picture => oracle(picture.First, picture.Second).Cast<double>()).Select(v => (float)v)];
        return RelativeError.L2(maps.contiguous().data<float>().ToArray(), expected);
    }
}
