using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>A value of a graph as a layer that can be recorded and replaced: it gives what it is given.</summary>
internal sealed class OnnxLayer : nn.Module<Tensor, Tensor>
{
    /// <summary>A value's layer.</summary>
    /// <param name="kind">The operator that makes the value.</param>
    public OnnxLayer(string kind)
        : base(nameof(OnnxLayer))
    {
        Operator = kind;
        eval();
    }

    /// <summary>The operator that makes the value.</summary>
    public string Operator { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input;
}
