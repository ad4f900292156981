using System.Diagnostics;
using System.Globalization;
using GradCam.Weights;

namespace GradCam.Cli;

/// <summary>Shows a fetch: as a bar that is drawn over where a person looks on, as a line now and then elsewhere.</summary>
/// <param name="terminal">Takes the lines.</param>
/// <param name="interval">The pause between lines where no bar is drawn; default 5 seconds.</param>
internal sealed class FetchDisplay(Terminal terminal, TimeSpan? interval = null) : IProgress<FetchProgress>
{
    private readonly TimeSpan interval = interval ?? TimeSpan.FromSeconds(5);
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private TimeSpan? said;

    /// <inheritdoc/>
    public void Report(FetchProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        switch (value.Stage)
        {
            case FetchStage.Waiting:
                terminal.Note($"waiting for another process that fetches {value.FileName}");
                break;
            case FetchStage.Retrying:
                terminal.Note($"{value.FileName}: {value.Reason}; going on from {ByteSize.Text(value.Received)}");
                break;
            case FetchStage.Done:
                terminal.Note($"fetched {value.FileName}: {ByteSize.Text(value.Received)}, its hash is right");
                break;
            case FetchStage.Receiving when terminal.Interactive:
                terminal.Draw(value.Received, value.Total, Line(value));
                break;
            case FetchStage.Receiving when said is null || clock.Elapsed - said >= interval:
                said = clock.Elapsed;
                terminal.Note(Line(value));
                break;
        }
    }

    private static string Line(FetchProgress progress)
    {
        string left = progress.Remaining is { } time ? $", {Clock(time)} left" : string.Empty;
        return $"{progress.FileName}: {Text(100.0 * progress.Received / progress.Total, "0")} % of {ByteSize.Text(progress.Total)}, {ByteSize.Text(progress.BytesPerSecond)}/s{left}";
    }

    private static string Clock(TimeSpan time) => $"{(long)time.TotalMinutes}:{Text(time.Seconds, "00")}";

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
