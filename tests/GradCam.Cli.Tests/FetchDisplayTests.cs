using GradCam.Weights;

namespace GradCam.Cli.Tests;

public sealed class FetchDisplayTests : IDisposable
{
    private const long Mebi = 1 << 20;

    private readonly StringWriter written = new();

    public void Dispose() => written.Dispose();

    [Fact]
    public void Report_WhereAPersonLooksOn_DrawsABarOverTheLastOne()
    {
        FetchDisplay display = new(new Terminal(TextWriter.Null, written) { Interactive = true });

        display.Report(Received(25));
        display.Report(Received(50));

        string[] drawn = written.ToString().Split('\r');
        Assert.StartsWith("[######..................] trial.pth: 25 % of 100.0 MiB, 5.0 MiB/s, 0:15 left", drawn[1], StringComparison.Ordinal);
        Assert.StartsWith("[############............] trial.pth: 50 % of 100.0 MiB, 5.0 MiB/s, 0:10 left", drawn[2], StringComparison.Ordinal);
        Assert.DoesNotContain('\n', written.ToString());
    }

    [Fact]
    public void Report_WithoutATerminal_WritesALineNowAndThen()
    {
        FetchDisplay display = new(new Terminal(TextWriter.Null, written), TimeSpan.FromHours(1));

        display.Report(Received(25));
        display.Report(Received(50));
        display.Report(Received(100) with { Stage = FetchStage.Done });

        Assert.Equal(
            ["trial.pth: 25 % of 100.0 MiB, 5.0 MiB/s, 0:15 left", "fetched trial.pth: 100.0 MiB, its hash is right"],
            written.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Report_LineAfterABar_TakesItsPlace()
    {
        FetchDisplay display = new(new Terminal(TextWriter.Null, written) { Interactive = true });

        display.Report(Received(25));
        display.Report(Received(25) with { Stage = FetchStage.Retrying, Reason = "the connection was cut" });

        Assert.Matches("\r +\rtrial\\.pth: the connection was cut; going on from 25\\.0 MiB\r?\n$", written.ToString());
    }

    private static FetchProgress Received(long mebibytes) => new("trial.pth", FetchStage.Receiving, mebibytes * Mebi, 100 * Mebi, 5 * Mebi);
}
