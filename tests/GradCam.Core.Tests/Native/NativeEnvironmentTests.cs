using System.Runtime.InteropServices;
using GradCam.Native;

namespace GradCam.Core.Tests.Native;

public sealed class NativeEnvironmentTests
{
    private delegate IntPtr GetEnvFunction([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [Fact]
    public void Set_OnLinux_IsSeenByNativeCode()
    {
        NativeEnvironment.Set("GRADCAM_TEST_VARIABLE", "värde");

        string? seen = OperatingSystem.IsLinux()
            ? Marshal.PtrToStringUTF8(GetEnv("GRADCAM_TEST_VARIABLE"))
            : Environment.GetEnvironmentVariable("GRADCAM_TEST_VARIABLE");
        Assert.Equal("värde", seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("A=B")]
    public void Set_NameThatIsNone_IsRefused(string name) => Assert.Throws<ArgumentException>(() => NativeEnvironment.Set(name, "1"));

    private static IntPtr GetEnv(string name)
    {
        IntPtr function = NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "getenv");
        return Marshal.GetDelegateForFunctionPointer<GetEnvFunction>(function)(name);
    }
}
