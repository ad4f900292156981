using System.Reflection;
using System.Text.RegularExpressions;
using GradCam.Runs;

namespace GradCam.Cli.Tests;

/// <summary>What callers can see of the libraries is what the documentation names.</summary>
public sealed class PublicTypesTests
{
    private static readonly Assembly[] Libraries = [typeof(Explainer).Assembly, typeof(BatchRun).Assembly];

    [Fact]
    public void EveryPublicType_OfTheLibraries_IsNamedInTheirReference()
    {
        HashSet<string> named = [.. Regex.Matches(File.ReadAllText(Path.Combine(Approved.Root, "docs", "LIBRARY.md")), "`([A-Za-z0-9]+)`").Select(match => match.Groups[1].Value)];

        string[] exported = [.. Libraries.SelectMany(library => library.GetExportedTypes()).Where(type => !type.IsNested).Select(type => type.Name.Split('`')[0])];
        Assert.Empty(exported.Except(named));
    }
}
