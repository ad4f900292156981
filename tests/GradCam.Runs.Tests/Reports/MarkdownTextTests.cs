namespace GradCam.Runs.Tests.Reports;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("--weight-path my_*best*_<b>.pth", "`--weight-path my_*best*_<b>.pth`")]
    [InlineData("'a`b.pth' --method cam", "``'a`b.pth' --method cam``")]
    [InlineData("a``b", "```a``b```")]
    [InlineData("`a", "`` `a ``")]
    public void Code_OfAnyText_EndsWhereTheTextDoes(string text, string expected) => Assert.Equal(expected, MarkdownText.Code(text));
}
