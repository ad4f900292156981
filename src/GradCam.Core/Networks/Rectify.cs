using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// Rectifiers whose backward pass can be guided: <c>relu(grad) * [0 &lt; input]</c> (ReLU6: <c>* [0 &lt; input &lt; 6]</c>) instead of
/// <c>grad * [0 &lt; input]</c> (Springenberg et al., arXiv 1412.6806, section 3.4). Outside a <see cref="NetworkPass"/>, in training
/// for example, they are libtorch's own.
/// </summary>
public static class Rectify
{
    /// <summary>ReLU as a function, where torchvision calls <c>F.relu</c>: it is no module and has no name.</summary>
    /// <param name="x">Any shape; left as it is.</param>
    public static Tensor Relu(Tensor x) => Apply(x, RectifierKinds.ReluFunction);

    /// <summary>The sum of a residual block, where torchvision adds the identity to the block's output in place.</summary>
    /// <param name="output">What the block's last layer gave; left as it is.</param>
    /// <param name="identity">What is added; same shape.</param>
    public static Tensor AddIdentity(Tensor output, Tensor identity)
    {
        Tensor sum = output + identity;
        NetworkPass.Current?.Note(RectifierKinds.None, output, sum);
        return sum;
    }

    internal static Tensor Apply(Tensor x, RectifierKinds kind)
    {
        NetworkPass? pass = NetworkPass.Current;
        // Without a gradient to come there is nothing to guard.
        Tensor y = pass is not null && x.requires_grad && is_grad_enabled()
            ? GuidedRectification.apply(x, kind, pass)
            : kind == RectifierKinds.Relu6Module ? nn.functional.relu6(x) : nn.functional.relu(x);
        pass?.Note(kind, x, y);
        return y;
    }

    private sealed class GuidedRectification : autograd.SingleTensorFunction<GuidedRectification>
    {
        private const string Kind = "kind", Pass = "pass";

        public override string Name => nameof(GuidedRectification);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            var x = (Tensor)vars[0];
            var kind = (RectifierKinds)vars[1];
            Tensor y = kind == RectifierKinds.Relu6Module ? x.clamp(0, 6) : x.relu();
            // 0 < y < 6 wherever 0 < x < 6, and y is kept anyway by the layer that reads it.
            ctx.save_for_backward([y]);
            ctx.save_data(Kind, kind);
            ctx.save_data(Pass, vars[2]);
            return y;
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var kind = (RectifierKinds)ctx.get_data(Kind);
            var pass = (NetworkPass)ctx.get_data(Pass);
            using Tensor y = ctx.get_saved_variables()[0];
            using Tensor grad = grad_output;
            using Tensor open = kind == RectifierKinds.Relu6Module ? y.gt(0).logical_and_(y.lt(6)) : y.gt(0);
            Tensor passed = grad * open;
            if ((pass.Guarded & kind) != 0)
            {
                passed.clamp_min_(0);
            }

            return [pass.Keep(passed), null!, null!];
        }
    }
}
