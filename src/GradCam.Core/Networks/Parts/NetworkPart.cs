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

    /// <summary>Nothing: TorchSharp would register every field a second time, under its C# name.</summary>
    protected override void RegisterComponents()
    {
    }

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

    protected static BatchNorm2d Norm(int channels, double eps = 1e-5, double momentum = 0.1) =>
        nn.BatchNorm2d(channels, eps: eps, momentum: momentum, device: META);

    /// <summary>A convolution that keeps the size but for its stride, its normalisation, and an activation or none: <c>0</c>, <c>1</c>, <c>2</c>.</summary>
    protected static Chain NormedConvolution(
        int from, int to, int kernel, nn.Module<Tensor, Tensor>? activation, int stride = 1, int groups = 1, double eps = 1e-5, double momentum = 0.1)
    {
        nn.Module<Tensor, Tensor>[] steps = [Convolution(from, to, kernel, stride, padding: kernel / 2, groups), Norm(to, eps, momentum)];
        return new Chain(activation is null ? steps : [.. steps, activation]);
    }

    protected static Linear Linear(int from, int to, bool bias = true) => nn.Linear(from, to, hasBias: bias, device: META);

    /// <summary>A normalisation over the last dimension.</summary>
    protected static LayerNorm LayerNorm(int channels, double eps) => nn.LayerNorm(channels, eps: eps, device: META);

    /// <summary>Two linear layers with a GELU between them, in evaluation nothing else: <c>0</c> and <c>3</c> have weights.</summary>
    protected static Chain Perceptron(int width, int hidden) =>
        new(Linear(width, hidden), nn.GELU(), nn.Dropout(0), Linear(hidden, width), nn.Dropout(0));

    /// <summary>Registers a parameter of the part's own.</summary>
    protected void OwnParameter(string name, params long[] shape) =>
        register_parameter(name, new Parameter(empty(shape, device: META), requires_grad: false));

    /// <summary>Registers a buffer of the part's own.</summary>
    protected void OwnBuffer(string name, ScalarType type, params long[] shape) => register_buffer(name, empty(shape, type, META));

    /// <summary>A parameter or buffer of the part's own as it is now.</summary>
    protected Tensor Own(string name) => (Tensor?)get_parameter(name) ?? get_buffer(name)!;

    /// <summary>Puts a value in the place of a parameter or buffer of the part's own, which is disposed.</summary>
    internal void Replace(string name, Tensor value, bool trains)
    {
        using Tensor old = Own(name);
        if (old is Parameter)
        {
            var parameter = new Parameter(value, trains);
            parameter.DetachFromDisposeScope();
            ConditionallyRegisterParameter(name, parameter);
        }
        else
        {
            ConditionallyRegisterBuffer(name, value.DetachFromDisposeScope(), true);
        }
    }

    /// <summary>The value that a parameter or buffer of the part's own starts training with.</summary>
    internal virtual Tensor Initial(string name, long[] shape, Generator generator) =>
        throw new NotSupportedException($"{GetName()} has no initial value for '{name}'");
}
