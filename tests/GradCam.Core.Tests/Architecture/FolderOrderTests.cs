namespace GradCam.Core.Tests.Architecture;

/// <summary>Data flows one way through the library: a folder uses only folders before it.</summary>
public sealed class FolderOrderTests
{
    // Types of the root namespace are visible everywhere; the others only where their namespace is named.
    private static readonly FolderOrder Library = new(
        SourceTree.Library,
        ["Errors", "Numerics", "Native", "Files", "Imaging", "Maps", "Checkpoints", "Weights", "Networks", "Sources", "Recording", "Methods", "Rendering", "Explaining"],
        (source, folder) => folder is "Errors" or "Explaining" || source.Contains($"GradCam.{folder}", StringComparison.Ordinal));

    [Fact]
    public void EveryFolder_OfTheLibrary_HasAPlaceInTheOrder() => Assert.Empty(Library.FoldersWithoutAPlace());

    [Fact]
    public void EveryFile_OfTheLibrary_UsesOnlyFoldersBeforeItsOwn() => Assert.Empty(Library.Violations());

    [Fact]
    public void OpenCv_IsUsed_InImagingAndNativeOnly() =>
        Assert.DoesNotContain(Library.Sources, source =>
            FolderOrder.FolderOf(source.Key) is not ("Imaging" or "Native") && source.Value.Contains("OpenCvSharp", StringComparison.Ordinal));

    [Fact]
    public void EveryFile_OfTheRepository_StaysUnder300Lines() =>
        Assert.Empty(Directory
            .EnumerateFiles(SourceTree.Root, "*.cs", SearchOption.AllDirectories)
            .Where(file => !SourceTree.IsBuilt(file) && File.ReadLines(file).Count() > 300)
            .Select(file => Path.GetRelativePath(SourceTree.Root, file)));
}
