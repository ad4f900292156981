using System.Globalization;
using System.Text.RegularExpressions;
using GradCam.Core.Tests;
using GradCam.Runs;

namespace GradCam.Cli.Tests;

/// <summary>The forms of results that other programs read, of the example's network on the example's pictures.</summary>
public sealed partial class ApprovedResultsTests : IDisposable
{
    private static readonly string Examples = Path.Combine(SourceTree.Root, "examples");
    private static readonly string Weights = Path.Combine(Examples, "densenet121-shapes.safetensors");

    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Json_OfTheExample_IsTheApprovedOne()
    {
        CallResult result = Workplace.Call(
            "--image-path", Path.Combine(Examples, "pic1.jpg"), "--weight-path", Weights, "--output-dir", place.Results, "--json", "--arrays", "--threads", "1");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Approved.Matches("pic1-densenet121.json", Masked(File.ReadAllText(Path.Combine(place.Results, "pic1-densenet121.json"))));
    }

    [Fact]
    public void Batch_OfTheExamples_GivesTheApprovedLinesAndSettings()
    {
        string folder = Path.Combine(place.Folder, "in");
        Directory.CreateDirectory(folder);
        File.Copy(Path.Combine(Examples, "pic1.jpg"), Path.Combine(folder, "pic1.jpg"));
        File.Copy(Path.Combine(Examples, "multiple.jpg"), Path.Combine(folder, "multiple.jpg"));
        place.File(Path.Combine("in", "none.jpg"), "no picture"u8.ToArray());

        CallResult result = Workplace.Call("batch", "--images", folder, "--weight-path", Weights, "--output-dir", place.Results, "--only", "cam,gb", "--threads", "1");

        Assert.Equal(3, result.ExitCode);
        Approved.Matches("run.json", Masked(File.ReadAllText(Path.Combine(place.Results, "run.json"))));
        Approved.Matches(ResultsReader.FileName, Masked(File.ReadAllText(Path.Combine(place.Results, ResultsReader.FileName))));
    }

    /// <summary>
    /// Without what differs from run to run and from machine to machine: seconds, versions, folders, the list's hash (files' times may count in it), and
    /// digits of numbers after the third.
    /// </summary>
    private string Masked(string text)
    {
        text = text.Replace(place.Folder, "FOLDER", StringComparison.Ordinal);
        text = Versions().Replace(text, "$1VERSION$2");
        text = Seconds().Replace(text, "$1SECONDS");
        text = StageSeconds().Replace(text, block => Number().Replace(block.Value, "SECONDS"));
        text = ListHash().Replace(text, "$1HASH");
        return Number().Replace(text, number => double.Parse(number.Value, CultureInfo.InvariantCulture).ToString("0.000", CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("""("(?:version|GradCam.Core|TorchSharp|OpenCvSharp|.NET)": ")[^"]+(")""")]
    private static partial Regex Versions();

    [GeneratedRegex("""("seconds": ?)[0-9.E-]+""")]
    private static partial Regex Seconds();

    [GeneratedRegex("""
        "stages": \{[^}]+\}
        """)]
    private static partial Regex StageSeconds();

    [GeneratedRegex("(list sha256 )[0-9a-f]+")]
    private static partial Regex ListHash();

    [GeneratedRegex("""(?<=:\s*)-?[0-9]+(?:\.[0-9]+(?:E-?[0-9]+)?|E-?[0-9]+)""")]
    private static partial Regex Number();
}
