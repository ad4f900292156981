using System.Globalization;
using GradCam.Recording;

namespace GradCam.Cli;

/// <summary>Shows that a picture is being explained, and how far a method with passes of its own has come, once it has taken two seconds.</summary>
/// <param name="terminal">Where it is shown.</param>
/// <param name="what">What is being done, where no method tells of itself.</param>
internal sealed class MethodDisplay(Terminal terminal, string what) : IProgress<MethodProgress>, IDisposable
{
    private const long PauseMilliseconds = 10_000;

    private readonly IDisposable watch = terminal.Watch(what);
    private readonly long started = Environment.TickCount64;
    private long? said;

    /// <inheritdoc/>
    public void Report(MethodProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        watch.Dispose();
        long now = Environment.TickCount64;
        if (now - started < Terminal.Patience.TotalMilliseconds)
        {
            return;
        }

        string line = string.Create(CultureInfo.InvariantCulture, $"{value.Method}: {value.Done}/{value.Total} passes{(value.Remark is null ? "" : $" ({value.Remark})")}");
        if (terminal.Interactive)
        {
            terminal.Draw(value.Done, value.Total, line);
        }
        else if (said is null || now - said >= PauseMilliseconds)
        {
            said = now;
            terminal.Note(line);
        }
    }

    /// <summary>Leaves the bar's line.</summary>
    public void Dispose()
    {
        watch.Dispose();
        terminal.EndDrawing();
    }
}
