using System.Runtime.CompilerServices;

// Tests that count tensors, measure memory or change the process's folder need the process for themselves, and libtorch uses every core as it is.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace GradCam.Core.Tests;

/// <summary>What all tests share: libtorch set up once, and the program that runs them.</summary>
internal static class TestAssembly
{
    /// <summary>The program that runs the tests, for processes of their own: a bare "dotnet" may be another one, or none.</summary>
    public static readonly string DotNet = Path.Combine(
        Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>Lets finalizers free now what earlier tests left to them, not while a test counts tensors or measures memory.</summary>
    public static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <summary>Runs what must free every tensor that it makes: once for what stays on purpose, then again and again.</summary>
    public static void AssertLeavesNoTensor(Action run, int runs = 20)
    {
        run();
        Settle();
        long before = TorchSharp.torch.Tensor.TotalCount;
        for (int i = 0; i < runs; i++)
        {
            run();
            // Run by run: a collection of garbage would hide what was left to finalizers.
            Assert.Equal(before, TorchSharp.torch.Tensor.TotalCount);
        }
    }

    /// <summary>As many threads as there are processors: libtorch may count those of the host, and many times too many are many times slower.</summary>
    [ModuleInitializer]
    public static void LimitThreads() => TorchSharp.torch.set_num_threads(Environment.ProcessorCount);
}
