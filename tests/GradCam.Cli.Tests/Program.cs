using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Cli.Tests;

/// <summary>What a test runs in a process of its own, because it would take the test run with it if it went wrong: "dotnet GradCam.Cli.Tests.dll".</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        var terminal = new Terminal(Console.Out, Console.Error);
        return CommandLine.Guard(() => ExplainUnusedLayer(args[0]), terminal);
    }

    private static int ExplainUnusedLayer(string picturePath)
    {
        using var module = new SideBranch();
        using Explainer explainer = Explainer.FromModule(module, "used", new Preprocessing(8, [0, 0, 0], [1, 1, 1], TransformInput: false));
        explainer.Explain(picturePath, new ExplainOptions { LayerName = "unused" });
        return ExitCodes.Done;
    }

    /// <summary>Two convolutions of the input; only one of them leads to the logits.</summary>
    private sealed class SideBranch : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> used = nn.Conv2d(3, 2, 1);
        private readonly nn.Module<Tensor, Tensor> unused = nn.Conv2d(3, 2, 1);

        public SideBranch()
            : base(nameof(SideBranch)) =>
            RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            using Tensor aside = unused.call(input);
            return used.call(input).mean([2, 3]);
        }
    }
}
