using GradCam.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GradCam.Core.Tests.Recording;

/// <summary>
/// A caller's own network, small enough to compute by hand: two 2 x 2 convolutions of stride 2, all weights of one 1, of the
/// other -1 with bias 45; a rectifier; and two classes: channel 0 minus channel 1, and the reverse. A second head takes no part.
/// </summary>
/// <remarks>
/// On the picture 0..15 (4 x 4) the four patches sum to 10, 18, 42, 50, so the convolution gives 10, 18, 42, 50 and
/// 35, 27, 3, -5; rectified: ..., 35, 27, 3, 0. Logits: 120 - 65 = 55 and -55.
/// </remarks>
internal sealed class HandNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv = Conv2d(1, 2, 2, stride: 2);
    private readonly Module<Tensor, Tensor> relu;
    private readonly Module<Tensor, Tensor> fc = Linear(8, 2, hasBias: false);

    /// <param name="rectifier">The rectifier to use. Default: ours, which guided backpropagation can guard.</param>
    public HandNetwork(Module<Tensor, Tensor>? rectifier = null)
        : base(nameof(HandNetwork))
    {
        relu = rectifier ?? new Rectifier();
        RegisterComponents();
        register_module("unused", Conv2d(1, 1, 1));
        using (no_grad())
        {
            Set("conv.weight", [1, 1, 1, 1, -1, -1, -1, -1]);
            Set("conv.bias", [0, 45]);
            Set("fc.weight", [1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 1, 1]);
        }
    }

    /// <summary>The picture 0..15, [1,1,4,4]; the caller's to dispose.</summary>
    public static Tensor Picture()
    {
        using Tensor numbers = arange(16, ScalarType.Float32);
        return numbers.reshape(1, 1, 4, 4);
    }

    public override Tensor forward(Tensor input)
    {
        using Tensor features = conv.call(input);
        using Tensor rectified = relu.call(features);
        using Tensor flat = rectified.flatten(1);
        return fc.call(flat);
    }

    private void Set(string name, float[] values)
    {
        Tensor weight = get_parameter(name)!;
        using Tensor shaped = tensor(values).reshape(weight.shape);
        weight.copy_(shaped);
    }
}
