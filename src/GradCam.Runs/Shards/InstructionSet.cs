using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace GradCam.Runs;

/// <summary>The instructions that libtorch chooses its kernels by: results of two machines with other ones differ in their last bits.</summary>
internal static class InstructionSet
{
    // With this variable libtorch takes lesser kernels than the processor could run.
    private const string Capped = "ATEN_CPU_CAPABILITY";

    /// <summary>This machine's, such as <c>X64 AVX2</c>.</summary>
    public static string Name { get; } = $"{RuntimeInformation.ProcessArchitecture} {Environment.GetEnvironmentVariable(Capped)?.ToUpperInvariant() ?? Widest}";

    private static string Widest =>
        Avx512F.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported ? "AVX512"
        : Avx2.IsSupported && Fma.IsSupported ? "AVX2"
        : AdvSimd.IsSupported ? "NEON"
        : "DEFAULT";
}
