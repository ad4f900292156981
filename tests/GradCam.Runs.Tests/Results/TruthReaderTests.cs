namespace GradCam.Runs.Tests.Results;

public sealed class TruthReaderTests
{
    private static readonly string[] Names = ["great white shark, white shark", "crane", "star", "crane"];

    [Theory]
    [InlineData("0", 0, true)]
    [InlineData("0", 1, false)]
    [InlineData("White Shark", 0, true)]
    [InlineData("great white shark, white shark", 0, true)]
    [InlineData("crane", 3, true)]
    [InlineData("CRANE", 1, true)]
    [InlineData("star", 0, false)]
    [InlineData("4", 0, null)]
    [InlineData("shark", 0, null)]
    [InlineData("-1", 0, null)]
    public void Truth_OfANetworkWithNames_IsANumberOrAName(string truth, int found, bool? right) =>
        Assert.Equal(right, new TruthReader(Names).Holds(truth, found, Names.Length));

    [Theory]
    [InlineData("7", 7, true)]
    [InlineData("8", 7, null)]
    [InlineData("star", 2, null)]
    public void Truth_OfANetworkWithoutNames_IsANumberWithinItsClasses(string truth, int found, bool? right) =>
        Assert.Equal(right, new TruthReader(null).Holds(truth, found, 8));

    [Theory]
    [InlineData("nonsense", "line 7, cats/a.jpg: its truth nonsense is no class of vgg16, which has 0 to 3")]
    [InlineData("9", "line 7, cats/a.jpg: its truth 9 is no class of vgg16, which has 0 to 3")]
    [InlineData("whit shark", "line 7, cats/a.jpg: its truth whit shark is no class of vgg16, which has 0 to 3; did you mean white shark or great white shark?")]
    public void TruthThatNamesNoClass_IsRefusedByItsRow(string truth, string told) =>
        Assert.Equal(told, Assert.Throws<UsageException>(
            () => new TruthReader(Names).Check(new ListedPicture("/in/a.jpg", "cats/a.jpg", Truth: truth, Line: 7), "vgg16")).Message);

    [Fact]
    public void TruthThatNamesNoClass_WhereNoneAreKnown_IsNotRefused() =>
        new TruthReader(null).Check(new ListedPicture("/in/a.jpg", "a.jpg", Truth: "nonsense"), "vgg16");
}
