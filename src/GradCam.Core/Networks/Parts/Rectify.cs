using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// Rectifiers whose backward pass can follow another rule than the derivative's (<see cref="RectifierRule"/>; the gate of ReLU6 is
/// <c>[0 &lt; input &lt; 6]</c>). Outside a <see cref="NetworkPass"/>, in training for example, they are libtorch's own.
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
        Tensor sum = output.Plus(identity);
        NetworkPass.Current?.Note(RectifierKinds.None, output, sum);
        return sum;
    }

    internal static Tensor Apply(Tensor x, RectifierKinds kind)
    {
        NetworkPass? pass = NetworkPass.Current;
        Tensor y = kind == RectifierKinds.Relu6Module ? nn.functional.relu6(x) : nn.functional.relu(x);
        // Without a gradient to come there is nothing to guard.
        if (pass is { MayGuard: true } && y.requires_grad && is_grad_enabled())
        {
            // libtorch would keep the input for nothing where its gradient is always the gate's: 8 MB a picture were measured.
            y = pass.MayDeconvolve ? GuardedGradient.apply(y, kind, pass, x) : GuardedGradient.apply(y, kind, pass);
        }

        pass?.Note(kind, x, y);
        return y;
    }

    /// <summary>
    /// Nothing forwards. Backwards, where the pass guards this kind, <c>relu(grad)</c>: handed to libtorch's own rectifier in front of it, which
    /// applies its gate in one pass over memory where products of masks would take four; or, by the rule of deconvolution, past it to the input.
    /// </summary>
    private sealed class GuardedGradient : autograd.SingleTensorFunction<GuardedGradient>
    {
        private const string Kind = "kind", Pass = "pass";

        public override string Name => nameof(GuardedGradient);

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
        {
            ctx.save_data(Kind, vars[1]);
            ctx.save_data(Pass, vars[2]);
            return ((Tensor)vars[0]).alias();
        }

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
        {
            var kind = (RectifierKinds)ctx.get_data(Kind);
            var pass = (NetworkPass)ctx.get_data(Pass);
            RectifierRule rule = pass.Guard.For(kind);
            if (rule == RectifierRule.Gradient)
            {
                return Gradients(pass, ahead: pass.Keep(grad_output));
            }

            using Tensor grad = grad_output;
            Tensor positive = pass.Keep(grad.clamp_min(Scalars.Zero));
            return rule == RectifierRule.Guided ? Gradients(pass, ahead: positive) : Gradients(pass, past: positive);
        }

        /// <summary>One for each argument: for the rectifier's output, and for its input where that was handed on.</summary>
        private static List<Tensor> Gradients(NetworkPass pass, Tensor? ahead = null, Tensor? past = null) =>
            pass.MayDeconvolve ? [ahead!, null!, null!, past!] : [ahead!, null!, null!];
    }
}
