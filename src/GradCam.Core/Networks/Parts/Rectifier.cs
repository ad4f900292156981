using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>A ReLU or ReLU6 module that guided backpropagation can guard; see <see cref="Rectify"/>.</summary>
/// <remarks>Use it in a network of your own in place of <c>nn.ReLU</c> or <c>nn.ReLU6</c>, and guided backpropagation works on it.</remarks>
public sealed class Rectifier : nn.Module<Tensor, Tensor>
{
    private readonly RectifierKinds kind;

    /// <summary>Makes a ReLU, or a ReLU6.</summary>
    /// <param name="ceiling6">True for ReLU6: <c>min(max(x, 0), 6)</c>. Default: false, <c>max(x, 0)</c>.</param>
    public Rectifier(bool ceiling6 = false)
        : base(nameof(Rectifier)) =>
        kind = ceiling6 ? RectifierKinds.Relu6Module : RectifierKinds.ReluModule;

    /// <summary>True for ReLU6.</summary>
    public bool IsRelu6 => kind == RectifierKinds.Relu6Module;

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Rectify.Apply(input, kind);
}
