using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// A network or a block of one. Its children are registered under torchvision's names, in torchvision's order, on the meta
/// device (libtorch would otherwise fill every weight with random numbers that a checkpoint then replaces: seconds).
/// </summary>
internal abstract class NetworkPart : nn.Module<Tensor, Tensor>
{
    protected NetworkPart(string name)
        : base(name)
    {
    }

    /// <summary>Runs the part; what it made on the way is freed, or left to the autograd graph alone where gradients are recorded.</summary>
    public sealed override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor output = NetworkPass.Current is { Replay: { } replay } ? replay.Run(this, input, Compute) : Compute(input);
        return output.MoveToOuterDisposeScope();
    }

    protected abstract Tensor Compute(Tensor x);

    /// <summary>
    /// A convolution and the normalisation behind it; as one step where the pass that is open has it folded, so that no hook of
    /// the two is called.
    /// </summary>
    protected static Tensor Normed(Conv2d convolution, BatchNorm2d norm, Tensor x) =>
        NetworkPass.Current is { Folded: { } folded } pass && folded.TryApply(convolution, norm, x, pass.Apart) is { } both
            ? both
            : norm.call(convolution.call(x));

    /// <summary>Registers a child under the name that it has in a state dictionary.</summary>
    protected T Named<T>(string name, T child)
        where T : nn.Module
    {
        register_module(name, child);
        return child;
    }

    protected static Conv2d Convolution(int from, int to, int kernel, int stride = 1, int padding = 0, int groups = 1, bool bias = false) =>
        nn.Conv2d(from, to, kernel, stride: stride, padding: padding, groups: groups, bias: bias, device: META);

    protected static BatchNorm2d Norm(int channels, double eps = 1e-5) => nn.BatchNorm2d(channels, eps: eps, device: META);

    protected static Linear Linear(int from, int to) => nn.Linear(from, to, device: META);
}
