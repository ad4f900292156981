using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>
/// Modules one after another, as torchvision's <c>nn.Sequential</c>: the children are named by their position unless they have
/// names. (TorchSharp's own calls each child by itself, so that nothing could be folded.)
/// </summary>
internal sealed class Chain : NetworkPart
{
    private readonly nn.Module<Tensor, Tensor>[] steps;

    public Chain(params IEnumerable<nn.Module<Tensor, Tensor>> steps)
        : this(steps.Select((step, i) => ($"{i}", step)))
    {
    }

    public Chain(params IEnumerable<(string Name, nn.Module<Tensor, Tensor> Step)> steps)
        : base("Sequential") =>
        this.steps = [.. steps.Select(step => Named(step.Name, step.Step))];

    protected override Tensor Compute(Tensor x)
    {
        Tensor y = x;
        for (int i = 0; i < steps.Length; i++)
        {
            Tensor next;
            if (steps[i] is Conv2d convolution && i + 1 < steps.Length && steps[i + 1] is BatchNorm2d norm)
            {
                next = Step(norm, y, x => Normed(convolution, norm, x));
                i++;
            }
            else
            {
                next = Step(steps[i], y, steps[i].call);
            }

            // Nobody else asks for it: without a graph its memory is free for what follows, where else a chain of blocks would hold all their outputs.
            if (!ReferenceEquals(y, x) && !ReferenceEquals(y, next))
            {
                y.Dispose();
            }

            y = next;
        }

        // An empty chain gives a tensor of its own too: its caller disposes what it is given.
        return ReferenceEquals(x, y) ? x.alias() : y;
    }

    /// <summary>A step that is a part itself asks for its replay by itself.</summary>
    private static Tensor Step(nn.Module step, Tensor x, Func<Tensor, Tensor> compute) =>
        step is not NetworkPart && NetworkPass.Current is { Replay: { } replay } ? replay.Run(step, x, compute) : compute(x);
}
