using System.Diagnostics;
using System.Text;

namespace GradCam.Cli.Tests;

/// <summary>
/// The shells' scripts, run by the shells: what a person would be offered. A function in the shell stands in for the program, so that what is asked of it shows;
/// what the program answers is tested in HelpTests.
/// </summary>
public class CompletionTests
{
    [ShellFact("bash")]
    public void Bash_AfterAnOption_OffersWhatFitsTheBeginning() =>
        Assert.Equal(["asked [suggest:13] --network res", "resnet18", "resnet50", "resnet50:V1", "resnet50:V2"], Bash("gradcam --network res"));

    [ShellFact("bash")]
    public void Bash_AtAWordWithAColon_OffersTheRestAlone() =>
        Assert.Equal(["asked [suggest:23] weights fetch resnet50:", "V1", "V2"], Bash("gradcam weights fetch resnet50:"));

    [ShellFact("bash")]
    public void Bash_AfterTheNameAlone_AsksForAnEmptyLine() => Assert.Equal("asked [suggest:0] ", Bash("gradcam ")[0]);

    [ShellFact("zsh")]
    public void Zsh_AfterAnOption_OffersWhatTheProgramSays() =>
        Assert.Equal(
            ["resnet18 resnet50 vgg16 resnet50:V1 resnet50:V2"],
            Run("zsh", "-f", "-c", $"compdef() {{ :; }}; compadd() {{ shift; print -r -- $*; }}; _files() {{ :; }}; exec 3>/dev/null; {Stub}\n{Script("zsh")}\nwords=(gradcam --network res); CURRENT=3; _gradcam"));

    [ShellFact("fish")]
    public void Fish_AfterAnOption_OffersWhatFitsTheBeginning() =>
        Assert.Equal(
            ["resnet18", "resnet50"],
            Run("fish", "--no-config", "-c", $"function gradcam; printf '%s\\n' resnet18 resnet50 vgg16; end\n{Script("fish")}\ncomplete --do-complete 'gradcam --network res'")
                .Where(line => !line.StartsWith("resnet50:", StringComparison.Ordinal)));

    [ShellFact("pwsh")]
    public void PowerShell_AfterAnOption_OffersWhatFitsTheBeginning() =>
        Assert.Equal(["asked [suggest:13] --network res", "18+3", "resnet18", "resnet50", "resnet50:V1", "resnet50:V2"], PowerShell("gradcam --network res"));

    [ShellFact("pwsh")]
    public void PowerShell_AfterTheNameAlone_AsksForAnEmptyLine() => Assert.Equal("asked [suggest:0] ", PowerShell("gradcam ")[0]);

    [ShellFact("pwsh")]
    public void PowerShell_InAList_OffersTheRestAlone() =>
        Assert.Equal(["asked [suggest:25] --method gradcam,layercam", "25+8", "layercam", "layercam-fusion"], PowerShell("gradcam --method gradcam,layercam"));

    [ShellFact("pwsh")]
    public void PowerShell_CalledByAPathWithACommandBehind_LooksAtItsOwnWordsAlone() =>
        Assert.Equal(["asked [suggest:13] --network vgg", "24+5", "vgg16"], PowerShell("& './gradcam' --network vgg", "16 | Out-Null"));

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("powershell")]
    public void Script_OfEachShell_SaysWhereItGoesAndAsksTheProgram(string shell)
    {
        CallResult result = Workplace.Call("completion", shell);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains($"gradcam completion {shell}", result.Output, StringComparison.Ordinal);
        Assert.Contains("[suggest:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Completion_OfAShellThatIsNotKnown_NamesThoseThatAre() =>
        Workplace.Call("completion", "tcsh").AssertFailed(2, "tcsh", "bash", "powershell");

    private static readonly string[] Offers = ["resnet18", "resnet50", "vgg16", "resnet50:V1", "resnet50:V2", "gradcam,layercam", "gradcam,layercam-fusion"];

    private const string Stub = "gradcam() { echo \"asked $1 $2\" >&3; printf '%s\\n' resnet18 resnet50 vgg16 resnet50:V1 resnet50:V2; }";

    private static string[] Bash(string line) =>
        Run(
            "bash",
            "--norc",
            "-c",
            $"{Script("bash")}\nCOMP_LINE=$1 COMP_POINT=${{#1}}; exec 3>&1; {Stub}; _gradcam; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            "bash",
            line);

    /// <summary>
    /// What the program was asked, the place and length that PowerShell would replace, and what it would offer. It completes for programs, not for functions,
    /// so the program's stand-in is one.
    /// </summary>
    private static string[] PowerShell(string line, string behind = "")
    {
        using var place = new Workplace();
        string program = place.File("gradcam", Encoding.ASCII.GetBytes($"#!/bin/sh\necho \"asked $1 $2\" > '{place.Folder}/asked'\nprintf '%s\\n' {string.Join(' ', Offers)}\n"));
        Run("chmod", "+x", program);
        return Run(
            "pwsh",
            "-NoProfile",
            "-NonInteractive",
            "-Command",
            $$"""
            {{Script("powershell")}}
            Set-Location '{{place.Folder}}'
            $env:PATH = (Get-Location).Path + ':' + $env:PATH
            $found = TabExpansion2 -inputScript "{{line}}{{behind}}" -cursorColumn {{line.Length}}
            Get-Content asked
            "$($found.ReplacementIndex)+$($found.ReplacementLength)"
            $found.CompletionMatches.CompletionText
            """);
    }

    private static string Script(string shell) => Workplace.Call("completion", shell).Output;

    private static string[] Run(string shell, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(shell, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["POWERSHELL_TELEMETRY_OPTOUT"] = "1" } })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
