using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

/// <summary>Runs single operators as graphs run them.</summary>
internal static class OnnxRun
{
    /// <summary>The case's node.</summary>
    public static OnnxNode Node(OnnxCase one) => new()
    {
        Name = "tried",
        Operator = one.Operator,
        Opset = one.Opset,
        Inputs = [.. one.Inputs.Select((input, i) => input is null ? string.Empty : $"x{i}")],
        Outputs = [.. Enumerable.Range(0, one.Outputs).Select(i => $"y{i}")],
        Attributes = one.Attributes.ToDictionary(
            attribute => attribute.Key,
            attribute => new OnnxAttribute(attribute.Key, attribute.Value is OnnxValue value ? value.Tensor() : attribute.Value)),
    };

    /// <summary>Checks and runs the case with these inputs, or with its own.</summary>
    public static Tensor[] Outputs(OnnxCase one, IReadOnlyList<Tensor?>? inputs = null)
    {
        OnnxNode node = Node(one);
        return OnnxOperators.Check(node).Run(node, inputs ?? [.. one.Inputs.Select(input => input?.Tensor())]);
    }

    /// <summary>What the case gives, as plain arrays.</summary>
    public static List<(long[] Shape, double[] Numbers)> Plain(OnnxCase one)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. Outputs(one).Select(output => (output.shape, Doubles(output)))];
    }

    public static double[] Doubles(Tensor tensor) => tensor.numel() == 0 ? [] : tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
}
