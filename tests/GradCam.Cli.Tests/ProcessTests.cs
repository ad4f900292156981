using System.Globalization;
using System.Text.RegularExpressions;

namespace GradCam.Cli.Tests;

/// <summary>What only a process of its own can show.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "--version")]
    [InlineData(0, "networks")]
    [InlineData(2, "--netwrok", "vgg16")]
    [InlineData(2, "--only", "kam")]
    [InlineData(2, "--network", "vgg61")]
    [InlineData(2, "--jpeg-quality", "0")]
    public void CallThatComputesNothing_WithoutAnyNativeLibrary_WorksAllTheSame(int exitCode, params string[] call)
    {
        CallResult result = ProgramProcess.RunAssembly(Path.Combine(WithoutNativeLibraries(), "gradcam.dll"), call);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.NotEmpty(exitCode == 0 ? result.OutputLines : result.ErrorLines);
    }

    [Fact]
    public void CallThatComputes_WithoutAnyNativeLibrary_SaysWhatIsMissingInOneLine() =>
        ProgramProcess.RunAssembly(Path.Combine(WithoutNativeLibraries(), "gradcam.dll"), ["layers"]).AssertFailed(1, "LibTorchSharp");

    [Fact]
    public void BatchWithACheckpoint_WithoutAnyNativeLibrary_SaysWhatIsMissingInOneLine()
    {
        byte[] header = """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"""u8.ToArray();
        string weights = place.File("one.safetensors", [.. BitConverter.GetBytes((ulong)header.Length), .. header, 0, 0, 0, 0]);
        string program = Path.Combine(WithoutNativeLibraries(), "gradcam.dll");
        string manifest = place.File("pictures.csv", "image\npicture.png\n"u8.ToArray());

        ProgramProcess.RunAssembly(program, ["batch", "--manifest", manifest, "--weight-path", weights, "--output-dir", place.Results])
            .AssertFailed(1, "LibTorchSharp");

        place.AssertNothingWritten();
    }

    [Fact]
    public void Help_TakesLessThanAFifthOfASecondOfProcessorTime()
    {
        // Processor time, since a machine that does other work beside the tests makes every process wait.
        string said = ProgramProcess.Run(["--help", "--verbose"]).ErrorLines[^1];

        double seconds = double.Parse(Regex.Match(said, @"processor time.*: (\d+\.\d+) s").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 0.001, 0.2);
    }

    [UnixFact]
    public void BareCall_WhereTheDefaultPictureIsNot_SaysHowToNameOneAndWhereHelpIs() => ProgramProcess.RunLine($"cd {place.Folder}; gradcam")
        .AssertFailed(1, "no picture is named", Path.Combine("examples", "pic1.jpg"), "--image-path", "gradcam --help");

    [Fact]
    public void Version_IsTheAssemblys() => Assert.StartsWith("0.2.0", ProgramProcess.Run(["--version"]).Output, StringComparison.Ordinal);

    [Fact]
    public void LayerThatTheScoreDoesNotDependOn_IsRefusedWithTheDefaultLayersName() =>
        ProgramProcess.RunAssembly(typeof(ProcessTests).Assembly.Location, [place.Picture()]).AssertFailed(1, "unused", "no influence", "default layer is used");

    /// <summary>The program's managed files alone, so that loading a native library must fail.</summary>
    private string WithoutNativeLibraries()
    {
        foreach (string path in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            string name = Path.GetFileName(path);
            if (name == "gradcam.runtimeconfig.json" || (name.EndsWith(".dll", StringComparison.Ordinal) && IsManaged(path)))
            {
                File.Copy(path, Path.Combine(place.Folder, name));
            }
        }

        return place.Folder;
    }

    private static bool IsManaged(string path)
    {
        using var file = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(path));
        return file.HasMetadata;
    }
}
