namespace GradCam.Cli.Tests;

public class TerminalTests
{
    [Fact]
    public void EveryLine_ShowsWhatWouldActOnTheTerminalByItsNumber()
    {
        using StringWriter output = new(), error = new();
        var terminal = new Terminal(output, error) { Verbose = true };

        terminal.Say("a\u001b[2J");
        terminal.Warn("b\n");
        terminal.Fail("c\u009b");
        terminal.Detail("d\u202e");

        Assert.Equal(@"a\u001b[2J" + Environment.NewLine, output.ToString());
        Assert.Equal([@"warning: b\u000a", @"error: c\u009b", @"d\u202e"], error.ToString().Split(Environment.NewLine)[..^1]);
    }

    [Fact]
    public async Task Watch_WorkBeyondThePatience_IsSpokenOfOnStandardError()
    {
        using var said = new SignalWriter();
        var terminal = new Terminal(TextWriter.Null, said, patience: TimeSpan.FromMilliseconds(5));

        using IDisposable watch = terminal.Watch("reading vgg16.pth");
        string result = await said.Line;

        Assert.Matches("^reading vgg16\\.pth: [0-9]+ s$", result);
    }

    [Fact]
    public void Watch_QuickWork_IsNotSpokenOf()
    {
        using var error = new StringWriter();

        new Terminal(TextWriter.Null, error, patience: TimeSpan.FromHours(1)).Watch("quick").Dispose();

        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task Watch_WhereNothingCanBeWritten_GoesOn()
    {
        using var full = new FullWriter();
        var terminal = new Terminal(full, full, patience: TimeSpan.FromMilliseconds(5));

        using IDisposable watch = terminal.Watch("reading vgg16.pth");
        Assert.True(await full.Tried);
        terminal.Say("result");

        Assert.Equal("no space", terminal.OutputFailure);
    }

    private sealed class FullWriter : StringWriter
    {
        private readonly TaskCompletionSource<bool> tried = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<bool> Tried => tried.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public override void WriteLine(string? value)
        {
            tried.TrySetResult(true);
            throw new IOException("no space");
        }
    }

    private sealed class SignalWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> line = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Line => line.Task.WaitAsync(TimeSpan.FromSeconds(30));

        public override void WriteLine(string? value) => line.TrySetResult(value!);
    }
}
