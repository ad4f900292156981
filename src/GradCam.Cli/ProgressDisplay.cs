using System.Globalization;
using GradCam.Recording;
using GradCam.Runs;

namespace GradCam.Cli;

/// <summary>
/// Shows how far a batch has come, and within it a method with passes of its own: a bar that stays in its line on a terminal, a plain line now and then
/// elsewhere.
/// </summary>
/// <param name="terminal">Where it is shown.</param>
internal sealed class ProgressDisplay(Terminal terminal) : IProgress<BatchProgress>, IProgress<MethodProgress>, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    // The two kinds of progress come from two threads.
    private readonly Lock showing = new();
    private readonly long started = Environment.TickCount64;
    private BatchProgress? batch;
    private long? said;

    /// <summary>Shows the state after a batch.</summary>
    public void Report(BatchProgress value)
    {
        lock (showing)
        {
            batch = value;
            Show(LineOf(value), isWorthALine: value.Done == value.Total);
        }
    }

    /// <summary>Shows how far a method has come with the batch in hand.</summary>
    public void Report(MethodProgress value)
    {
        lock (showing)
        {
            // A first picture that is soon done needs no line of its own.
            if (Environment.TickCount64 - started > Terminal.Patience.TotalMilliseconds)
            {
                string method = string.Create(CultureInfo.InvariantCulture, $"{value.Method}: {value.Done}/{value.Total} passes");
                Show(batch is null ? method : $"{LineOf(batch)}; {method}", isWorthALine: false);
            }
        }
    }

    /// <summary>Leaves the bar's line.</summary>
    public void Dispose() => terminal.EndDrawing();

    private void Show(string line, bool isWorthALine)
    {
        if (terminal.Interactive)
        {
            terminal.Draw(batch?.Done ?? 0, batch?.Total ?? 1, line);
        }
        else if (isWorthALine || said is null || Environment.TickCount64 - said > Pause.TotalMilliseconds)
        {
            said = Environment.TickCount64;
            terminal.Note(line);
        }
    }

    private static string LineOf(BatchProgress value) => string.Create(
        CultureInfo.InvariantCulture,
        $"{value.Done}/{value.Total}, {value.PerSecond:0.0} pictures/s, {Clock(value.Left)} left{(value.Failed > 0 ? $", {value.Failed} failed" : "")}");

    private static string Clock(TimeSpan left) => left.TotalHours < 1
        ? left.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(long)left.TotalHours}:{left:mm\\:ss}");
}
