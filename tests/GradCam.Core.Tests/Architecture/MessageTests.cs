using System.Text.RegularExpressions;

namespace GradCam.Core.Tests.Architecture;

/// <summary>The libraries' messages: they name no option and no command, since other programs show them too, and none ends in a full stop.</summary>
public sealed partial class MessageTests
{
    /// <summary>Sources whose messages are still to be brought into this form.</summary>
    private static readonly string[] ToCome =
    [
        "GradCam.Core/Networks/", "GradCam.Core/Recording/", "GradCam.Core/Methods/", "GradCam.Core/Rendering/", "GradCam.Core/Explaining/",
        "GradCam.Core/Batches/", "GradCam.Core/Comparing/", "GradCam.Core/Reports/", "GradCam.Runs/",
    ];

    /// <summary>Sources that are done although their folder is not.</summary>
    private static readonly string[] Done = ["ResultWriter.cs", "LabelFile.cs", "NpyWriter.cs"];

    private static readonly IReadOnlyList<(string Place, string Text)> Texts =
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(SourceTree.Root, "src"), "*.cs", SearchOption.AllDirectories)
           let name = Path.GetRelativePath(Path.Combine(SourceTree.Root, "src"), file).Replace(Path.DirectorySeparatorChar, '/')
           where !SourceTree.IsBuilt(file) && !name.StartsWith("GradCam.Cli/", StringComparison.Ordinal)
           where Done.Contains(Path.GetFileName(file)) || !ToCome.Any(folder => name.StartsWith(folder, StringComparison.Ordinal))
           from literal in StringLiterals.In(File.ReadAllText(file))
           select ($"{name}:{literal.Line}", literal.Text),
    ];

    [Fact]
    public void Texts_OfTheLibraries_AreFound() => Assert.True(Texts.Count > 200, $"{Texts.Count}");

    [Fact]
    public void Texts_OfTheLibraries_NameNoOptionAndNoCommand() =>
        Assert.DoesNotContain(Texts, text => OptionOrCommand().IsMatch(text.Text));

    [Fact]
    public void Texts_OfTheLibraries_DoNotEndInAFullStop() =>
        Assert.DoesNotContain(Texts, text => text.Text.Contains(' ') && FinalFullStop().IsMatch(text.Text));

    [Theory]
    [InlineData("a(\"one\"); // \"no\"", "one")]
    [InlineData("a($\"x {b(\"inner\")} y\");", "inner|x {} y")]
    [InlineData("a($\"{{x}} {y}\", '\"', \"z\");", "{x} {}|z")]
    [InlineData("a(@\"c:\\\", \"d\");", "c:\\|d")]
    [InlineData("a(\"\"\"raw \"q\" text\"\"\");", "raw \"q\" text")]
    [InlineData("a(\"\", \"q\\\"q\");", "q\\\"q")]
    public void StringLiterals_OfASource_AreItsTexts(string source, string expected) =>
        Assert.Equal(expected, string.Join('|', StringLiterals.In(source).Select(literal => literal.Text)));

    [GeneratedRegex(@"(?:^|[\s(,;'])--[a-z]|(?:^|[\s(,;'""])gradcam [a-z-]|dotnet build")]
    private static partial Regex OptionOrCommand();

    [GeneratedRegex(@"[\w)'""}]\.\s*$")]
    private static partial Regex FinalFullStop();
}
