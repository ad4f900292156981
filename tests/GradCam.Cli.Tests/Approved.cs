using GradCam.Core.Tests;
using Xunit.Sdk;

namespace GradCam.Cli.Tests;

/// <summary>
/// Texts that people and programs read, held against the files in tests/GradCam.Cli.Tests/Approved. A change that is meant is accepted by
/// <c>GRADCAM_APPROVE=1 dotnet test tests/GradCam.Cli.Tests --filter Approved</c>, which writes the files anew: look at the difference before committing it.
/// </summary>
internal static class Approved
{
    private const string Accept = "GRADCAM_APPROVE";

    /// <summary>Whether what the program gives now is to be written down as approved.</summary>
    public static bool IsAccepting { get; } = Environment.GetEnvironmentVariable(Accept) == "1";

    /// <summary>Where the files lie.</summary>
    public static string Folder { get; } = Path.Combine(SourceTree.Root, "tests", "GradCam.Cli.Tests", "Approved");

    /// <summary>Asserts that a text is the approved one; line ends do not count.</summary>
    public static void Matches(string file, string text)
    {
        string path = Path.Combine(Folder, file), actual = text.ReplaceLineEndings("\n");
        if (IsAccepting)
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, actual);
            return;
        }

        string expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (expected != actual)
        {
            string[] before = expected.Split('\n'), after = actual.Split('\n');
            int line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
            throw new XunitException(
                $"{path} is not what the program gives.\nLine {line + 1} of it: {before.ElementAtOrDefault(line)}\nNow:           {after.ElementAtOrDefault(line)}\n"
                + $"If the change is meant: {Accept}=1 dotnet test tests/GradCam.Cli.Tests --filter Approved, then look at the difference and commit it.");
        }
    }
}
