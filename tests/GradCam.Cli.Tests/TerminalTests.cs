namespace GradCam.Cli.Tests;

public class TerminalTests
{
    [Theory]
    [InlineData("plain name.jpg", "plain name.jpg")]
    [InlineData("Käse 猫 🐈", "Käse 猫 🐈")]
    [InlineData("a\u001b[2Jb", @"a\u001b[2Jb")]
    [InlineData("a\nb\r\t\0", @"a\u000ab\u000d\u0009\u0000")]
    [InlineData("c1\u009b", @"c1\u009b")]
    [InlineData("right\u202Eto left", @"right\u202eto left")]
    [InlineData("line\u2028end", @"line\u2028end")]
    public void Escape_LeavesLettersAndShowsWhatWouldAct(string text, string shown) => Assert.Equal(shown, TerminalText.Escape(text));

    [Fact]
    public void Escape_HalfOfASurrogatePair_IsShownByItsNumber() => Assert.Equal(@"\ud83dx", TerminalText.Escape("\ud83dx"));

    [Fact]
    public async Task Slowly_WorkBeyondThePatience_IsSpokenOfOnStandardError()
    {
        using var said = new SignalWriter();
        var terminal = new Terminal(TextWriter.Null, said, patience: TimeSpan.FromMilliseconds(5));

        string result = await Task.Run(() => terminal.Slowly("reading vgg16.pth", () => said.Line.GetAwaiter().GetResult()));

        Assert.Equal("reading vgg16.pth: 0 s", result);
    }

    [Fact]
    public void Slowly_QuickWork_IsNotSpokenOf()
    {
        using var error = new StringWriter();

        Assert.Equal(7, new Terminal(TextWriter.Null, error).Slowly("quick", () => 7));
        Assert.Empty(error.ToString());
    }

    private sealed class SignalWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => line.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public override void WriteLine(string? value) => line.TrySetResult(value!);
    }
}
