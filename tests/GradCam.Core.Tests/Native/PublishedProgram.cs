using System.Diagnostics;

namespace GradCam.Core.Tests.Native;

/// <summary>The command line as <c>dotnet publish</c> makes it, once for all tests that look at it.</summary>
public sealed class PublishedProgram : IDisposable
{
    private readonly Lazy<string> folder = new(Publish);

    public string Folder => folder.Value;

    public void Dispose()
    {
        if (folder.IsValueCreated)
        {
            Directory.Delete(folder.Value, recursive: true);
        }
    }

    private static string Publish()
    {
        string folder = Directory.CreateTempSubdirectory("gradcam-publish-").FullName;
        // Build servers would outlive the test and hold its output open.
        var start = new ProcessStartInfo(TestAssembly.DotNet)
        {
            ArgumentList = { "publish", Path.Combine(SourceTree.Root, "src", "GradCam.Cli"), "-c", "Release", "-o", folder, "--disable-build-servers", "-v", "quiet" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process publish = Process.Start(start)!;
        Task<string> error = publish.StandardError.ReadToEndAsync();
        string output = publish.StandardOutput.ReadToEnd();
        publish.WaitForExit();
        Assert.True(publish.ExitCode == 0, output + error.Result);
        return folder;
    }
}
