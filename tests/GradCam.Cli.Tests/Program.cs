using System.Runtime.InteropServices;
using GradCam.Networks;
using static TorchSharp.torch;

namespace GradCam.Cli.Tests;

/// <summary>What a test runs in a process of its own, because it would take the test run with it if it went wrong: "dotnet GradCam.Cli.Tests.dll".</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is [WaitForInterrupt, .. string[] call])
        {
            using var error = new WaitingWriter(Console.Error);
            return CommandLine.Run(call, Console.Out, error);
        }

        var terminal = new Terminal(Console.Out, Console.Error);
        try
        {
            return ExplainUnusedLayer(args[0]);
        }
        catch (Exception failure)
        {
            return CommandLine.Report(failure, terminal);
        }
    }

    /// <summary>The first word of a call that waits at its first line of progress until it is interrupted.</summary>
    public const string WaitForInterrupt = "wait-for-interrupt";

    private static int ExplainUnusedLayer(string picturePath)
    {
        using var module = new SideBranch();
        using Explainer explainer = Explainer.FromModule(module, new NetworkFacts { DefaultLayer = "used", Preprocessing = new Preprocessing(8, [0, 0, 0], [1, 1, 1], TransformInput: false) });
        explainer.Explain(picturePath, new ExplainOptions { Layers = ["unused"] });
        return ExitCodes.Done;
    }

    /// <summary>Holds a batch where it tells of its first results until Ctrl-C or SIGTERM has come: however fast or slow the machine is.</summary>
    private sealed class WaitingWriter : StringWriter
    {
        private readonly TextWriter error;
        private readonly ManualResetEventSlim interrupted = new();
        private readonly PosixSignalRegistration interrupt, terminate;
        private bool waited;

        public WaitingWriter(TextWriter error)
        {
            this.error = error;
            interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => interrupted.Set());
            terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => interrupted.Set());
        }

        public override void WriteLine(string? value)
        {
            error.WriteLine(value);
            // Once: where the signal cannot come, as where a shell has it ignored, the test is to fail and not to hang.
            if (!waited && value is [>= '0' and <= '9', ..])
            {
                waited = true;
                interrupted.Wait(TimeSpan.FromMinutes(2));
            }
        }

        protected override void Dispose(bool disposing)
        {
            interrupt.Dispose();
            terminate.Dispose();
            interrupted.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>Two convolutions of the input, rectified; only one of them leads to the logits.</summary>
    private sealed class SideBranch : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> used = nn.Conv2d(3, 2, 1);
        private readonly nn.Module<Tensor, Tensor> unused = nn.Conv2d(3, 2, 1);
        private readonly nn.Module<Tensor, Tensor> relu = new Rectifier();

        public SideBranch()
            : base(nameof(SideBranch)) =>
            RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            using Tensor aside = unused.call(input);
            return relu.call(used.call(input)).mean([2, 3]);
        }
    }
}
