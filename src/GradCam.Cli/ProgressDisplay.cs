using System.Globalization;
using GradCam.Runs;

namespace GradCam.Cli;

/// <summary>Shows how far a batch has come: a bar that stays in its line on a terminal, a plain line now and then elsewhere.</summary>
/// <param name="terminal">Where it is shown.</param>
internal sealed class ProgressDisplay(Terminal terminal) : IProgress<BatchProgress>, IDisposable
{
    private const int BarWidth = 24;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private long? said;

    /// <summary>Shows the state after a batch.</summary>
    public void Report(BatchProgress value)
    {
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Done}/{value.Total}, {value.PerSecond:0.0} pictures/s, {Left(value)} left{(value.Failed > 0 ? $", {value.Failed} failed" : "")}");
        if (terminal.Interactive)
        {
            int full = (int)((long)BarWidth * value.Done / value.Total);
            terminal.Draw($"[{new string('#', full)}{new string('.', BarWidth - full)}] {line}");
        }
        else if (said is null || Environment.TickCount64 - said > Pause.TotalMilliseconds || value.Done == value.Total)
        {
            said = Environment.TickCount64;
            terminal.Note(line);
        }
    }

    /// <summary>Leaves the bar's line.</summary>
    public void Dispose() => terminal.EndDrawing();

    private static string Left(BatchProgress progress) =>
        progress.Left is not { } left ? "?"
        : left.TotalHours < 1 ? left.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{(long)left.TotalHours}:{left:mm\\:ss}");
}
