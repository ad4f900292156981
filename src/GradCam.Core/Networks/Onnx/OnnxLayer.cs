using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>A value of a graph as a layer that can be recorded and replaced: it gives what it is given.</summary>
internal sealed class OnnxLayer : nn.Module<Tensor, Tensor>
{
    /// <summary>A value's layer.</summary>
    /// <param name="kind">The operator that makes the value.</param>
    /// <param name="bias">Computes what the operator adds to each channel; null where it adds nothing.</param>
    public OnnxLayer(string kind, Func<Tensor>? bias)
        : base(nameof(OnnxLayer))
    {
        (Operator, Bias) = (kind, bias);
        eval();
    }

    /// <summary>The operator that makes the value.</summary>
    public string Operator { get; }

    /// <summary>Computes what the operator adds to each channel, [C, 1, 1] or as the file has it; null where it adds nothing.</summary>
    public Func<Tensor>? Bias { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input;
}
