using GradCam.Cli.Commands;

namespace GradCam.Cli.Tests;

public class ShellWordTests
{
    [Theory]
    [InlineData(@"C:\pictures\a.jpg", @"C:\pictures\a.jpg")]
    [InlineData(@"C:\my pictures", @"""C:\my pictures""")]
    [InlineData(@"C:\my pictures\", @"""C:\my pictures\\""")]
    [InlineData("a \"b\"", @"""a \""b\""""")]
    [InlineData("a b\\\"", @"""a b\\\""""")]
    [InlineData("", @"""""")]
    public void ForWindows_WordThatWouldBeTakenApart_IsQuoted(string word, string quoted) => Assert.Equal(quoted, ShellWord.ForWindows(word));

    [Theory]
    [InlineData("pictures/a.jpg", "pictures/a.jpg")]
    [InlineData("my pictures", "'my pictures'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData(@"a\b", @"'a\b'")]
    [InlineData("", "''")]
    public void ForUnix_WordThatWouldBeTakenApart_IsQuoted(string word, string quoted) => Assert.Equal(quoted, ShellWord.ForUnix(word));

    [UnixFact]
    public void Quote_OddWords_ComeBackWholeFromTheShell()
    {
        string[] words = ["a b", "it's", @"back\slash\", "$HOME", "*", "", "~", "\"q\"", "`x`", "a;b"];

        CallResult result = ProgramProcess.RunLine($"printf '<%s>\\n' {string.Join(' ', words.Select(ShellWord.Quote))}");

        Assert.Equal(words.Select(word => $"<{word}>"), result.OutputLines);
    }
}
