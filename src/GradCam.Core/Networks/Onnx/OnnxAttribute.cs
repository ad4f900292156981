using TorchSharp;

namespace GradCam.Networks;

/// <summary>One attribute of a node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">
/// A long, float, string or tensor, or an array of longs, floats or strings; null where it is something that no operator here takes, such as a graph.
/// A tensor is the graph's: who reads it neither disposes nor changes it.
/// </param>
internal sealed record OnnxAttribute(string Name, object? Value)
{
    /// <summary>What the value is, in ONNX's words.</summary>
    public string Type => Value switch
    {
        long => "an int",
        float => "a float",
        string => "a string",
        torch.Tensor => "a tensor",
        long[] => "a list of ints",
        float[] => "a list of floats",
        string[] => "a list of strings",
        _ => "of a type that is not supported",
    };
}
