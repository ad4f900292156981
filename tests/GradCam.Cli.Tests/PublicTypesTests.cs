using System.Reflection;
using System.Text.RegularExpressions;
using GradCam.Core.Tests;
using GradCam.Runs;

namespace GradCam.Cli.Tests;

/// <summary>What callers can see of the libraries is what the documentation names.</summary>
public sealed class PublicTypesTests
{
    private static readonly Assembly[] Libraries = [typeof(Explainer).Assembly, typeof(PictureBatch).Assembly];

    private static readonly string[] Public = [.. Libraries.SelectMany(library => library.GetExportedTypes()).Where(type => !type.IsNested).Select(type => type.Name.Split('`')[0])];

    private static readonly string[] Reference = File.ReadAllLines(Path.Combine(SourceTree.Root, "docs", "LIBRARY.md"));

    [Fact]
    public void EveryPublicType_OfTheLibraries_IsNamedInTheirReference() => Assert.Empty(Public.Except(Reference.SelectMany(Names)));

    [Fact]
    public void EveryRow_OfTheReference_IsOfPublicTypes() =>
        Assert.Empty(Reference.Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => Names(line.Split('|')[1])).Except(Public));

    private static IEnumerable<string> Names(string text) => Regex.Matches(text, "`([A-Za-z0-9]+)`").Select(match => match.Groups[1].Value);
}
