namespace GradCam.Core.Tests.Errors;

public sealed class NameAdviceTests
{
    private static readonly string[] Known = ["vgg16", "vgg19", "resnet50"];

    [Theory]
    [InlineData("resnet5", " (did you mean resnet50?)")]
    [InlineData("vgg1", " (did you mean vgg16 or vgg19?)")]
    [InlineData("zzz", "")]
    public void For_AMistypedName_OffersTheNearOnes(string typed, string expected) =>
        Assert.Equal(expected, NameAdvice.For(typed, Known));

    [Fact]
    public void For_ThreeNames_JoinsThemAsASentenceDoes() =>
        Assert.Equal(" (did you mean a, b or c?)", NameAdvice.For(["a", "b", "c"]));

    [Fact]
    public void For_ANameThatSteersTheTerminal_ShowsItsCode() =>
        Assert.Equal(@" (did you mean \u001b[31m?)", NameAdvice.For(["\u001b[31m"]));
}
