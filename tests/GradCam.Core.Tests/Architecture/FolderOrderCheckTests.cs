namespace GradCam.Core.Tests.Architecture;

/// <summary>Each check of <see cref="FolderOrder"/> finds what it is for: in a project of two folders, First and Second, in this order.</summary>
public sealed class FolderOrderCheckTests
{
    private const string Later = "namespace House.Second;\n\npublic sealed class Later\n{\n    internal enum Part { One }\n}";

    [Fact]
    public void FoldersWithoutAPlace_OfAFolderThatIsNotInTheOrder_NamesIt() =>
        Assert.Equal(["Third"], Of(("Third/Stray.cs", "namespace House.Third;")).FoldersWithoutAPlace());

    [Theory]
    [InlineData("namespace House.Second;", "sealed class Early { }")]
    [InlineData("namespace House;", "sealed class Early { }")]
    [InlineData("namespace House.Second;", "enum Early { One }")]
    public void StrayNamespaces_OfATypeInAnotherFoldersNamespace_NamesIt(string space, string type) =>
        Assert.Single(Of(("First/Early.cs", $"{space}\n\ninternal {type}")).StrayNamespaces(), line => line.StartsWith("First/Early.cs: Early is in House", StringComparison.Ordinal));

    [Fact]
    public void StrayNamespaces_OfAFolderWithinAFolder_AreNone() =>
        Assert.Empty(Of(("First/Parts/Early.cs", "namespace House.First;\n\ninternal sealed class Early { }")).StrayNamespaces());

    [Theory]
    [InlineData("using House.Second;", "private readonly Later field;")]
    [InlineData("using House.Second;", "private object? held = new Later();")]
    [InlineData("using House.Second;", "private string? text = $\"{Later.Name}\";")]
    [InlineData("using House.Second;", "private object? held = Later.Part.One;")]
    [InlineData("", "private object? held = House.Second.Later.Part.One;")]
    [InlineData("", "private object? held = Second.Later.Name;")]
    [InlineData("using static House.Second.Later;", "private object? held = Part.One;")]
    public void Violations_OfAFileThatUsesAFolderBehindItsOwn_NameTheType(string import, string member) =>
        Assert.Contains("First/Early.cs uses Later of Second", Of(("First/Early.cs", $"{import}\n\nnamespace House.First;\n\ninternal sealed class Early\n{{\n    {member}\n}}"), ("Second/Later.cs", Later)).Violations());

    [Fact]
    public void Violations_OfABaseWithArguments_NameIt() =>
        Assert.Contains("First/Early.cs uses Later of Second", Of(("First/Early.cs", "using House.Second;\n\nnamespace House.First;\n\ninternal sealed class Early(int x) : Later(x);"), ("Second/Later.cs", Later)).Violations());

    [Fact]
    public void Violations_OfAFileThatOnlyImportsAFolderBehindItsOwn_NameTheNamespace() =>
        Assert.Equal(["First/Early.cs imports House.Second"], Of(("First/Early.cs", "using House.Second;\n\nnamespace House.First;\n\ninternal sealed class Early { }"), ("Second/Later.cs", Later)).Violations());

    [Theory]
    [InlineData("// a Later\n    /* a Later */")]
    [InlineData("private string text = \"Later\";")]
    [InlineData("private object Later() => this;")]
    [InlineData("private sealed record Later(int X);\n\n    private Later? own;")]
    [InlineData("private Later? unseen;")]
    public void Violations_OfAFileThatMeansNoOtherFoldersType_AreNone(string member) =>
        Assert.Empty(Of(("First/Early.cs", $"namespace House.First;\n\ninternal sealed class Early\n{{\n    {member}\n}}"), ("Second/Later.cs", Later)).Violations());

    [Fact]
    public void Violations_OfAFileThatUsesAFolderBeforeItsOwn_AreNone() =>
        Assert.Empty(Of(
            ("First/Early.cs", "namespace House.First;\n\ninternal sealed class Early { }"),
            ("Second/Late.cs", "using House.First;\n\nnamespace House.Second;\n\ninternal sealed class Late\n{\n    private Early? early;\n}")).Violations());

    [Fact]
    public void Circles_OfFilesThatUseEachOther_NameThemAll() =>
        Assert.Equal(["One, Three, Two"], Of(File("One", "Two? next"), File("Two", "Three.Part next"), File("Three", "One? next"), File("Four", "One? next")).Circles());

    [Fact]
    public void Circles_WithinOneFile_AreNone() =>
        Assert.Empty(Of(("First/One.cs", "namespace House.First;\n\ninternal sealed class One\n{\n    private Two? two;\n}\n\ninternal sealed class Two\n{\n    private One? one;\n}")).Circles());

    [Fact]
    public void Circles_OfFilesInARow_AreNone() => Assert.Empty(Of(File("One", "Two? next"), File("Two", "Three? next"), File("Three", "int next")).Circles());

    private static (string File, string Text) File(string type, string field) =>
        ($"First/{type}.cs", $"namespace House.First;\n\ninternal sealed class {type}\n{{\n    private {field};\n\n    internal enum Part {{ Only }}\n}}");

    private static FolderOrder Of(params (string File, string Text)[] sources) =>
        new(sources.ToDictionary(source => source.File, source => source.Text), ["First", "Second"], (folder, _) => $"House.{folder}");
}
