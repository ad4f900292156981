using System.Runtime.CompilerServices;

// Tests that count tensors, measure memory or change the process's folder need the process for themselves, and libtorch uses every core as it is.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace GradCam.Core.Tests;

/// <summary>Sets libtorch up once for all tests.</summary>
internal static class TestAssembly
{
    /// <summary>As many threads as there are processors: libtorch may count those of the host, and many times too many are many times slower.</summary>
    [ModuleInitializer]
    public static void LimitThreads() => TorchSharp.torch.set_num_threads(Environment.ProcessorCount);
}
