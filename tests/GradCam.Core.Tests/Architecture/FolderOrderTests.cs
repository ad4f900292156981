namespace GradCam.Core.Tests.Architecture;

/// <summary>Data flows one way through the library: a folder uses only folders before it, and within one no files use each other in a circle.</summary>
public sealed class FolderOrderTests
{
    private static readonly FolderOrder Library = new(
        FolderOrder.SourcesOf(SourceTree.Library),
        ["Errors", "Numerics", "Native", "Files", "Imaging", "Maps", "Checkpoints", "Weights", "Networks", "Sources", "Recording", "Methods", "Rendering", "Checking", "Explaining"],
        // What a first program writes is in the root namespace.
        (folder, isPublic) => folder is "Errors" or "Explaining" || (folder is "Sources" or "Checking" && isPublic) ? "GradCam" : $"GradCam.{folder}");

    [Fact]
    public void EveryFolder_OfTheLibrary_HasAPlaceInTheOrder() => Assert.Empty(Library.FoldersWithoutAPlace());

    [Fact]
    public void EveryFile_OfTheLibrary_UsesOnlyFoldersBeforeItsOwn() => Assert.Empty(Library.Violations());

    [Fact]
    public void EveryType_OfTheLibrary_IsInItsFoldersNamespace() => Assert.Empty(Library.StrayNamespaces());

    [Fact]
    public void Files_OfOneFolderOfTheLibrary_UseEachOtherInACircle_WhereOneThingIsSaidInTwo() =>
        Assert.Equal(
        [
            // What a probe records is seen as a context, and a context gives its method a probe: a method may look at any input as it does at its own.
            "AttributionContext, Probe, ScoredPass",
            // Blocks are made of chains, and a chain is a block.
            "Chain, NetworkPart",
            // A method has parameters, and a parameter with another value gives a method.
            "IAttributionMethod, MethodParameter",
        ],
        Library.Circles());

    [Fact]
    public void OpenCv_IsUsed_InImagingAndNativeOnly() =>
        Assert.DoesNotContain(Library.Code, file =>
            FolderOrder.FolderOf(file.Key) is not ("Imaging" or "Native") && file.Value.Contains("OpenCvSharp", StringComparison.Ordinal));

    [Fact]
    public void EveryFile_OfTheRepository_StaysUnder300Lines() =>
        Assert.Empty(Directory
            .EnumerateFiles(SourceTree.Root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !SourceTree.IsBuilt(file) && File.ReadLines(file).Count() > 300)
            .Select(file => Path.GetRelativePath(SourceTree.Root, file)));
}
