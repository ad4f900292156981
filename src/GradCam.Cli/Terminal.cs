using System.Globalization;

namespace GradCam.Cli;

/// <summary>
/// Where a command's lines go: results to standard output; warnings, progress and errors to standard error. Each line is made safe to show.
/// A line that cannot be written stops nothing.
/// </summary>
/// <param name="output">Standard output, or a test's writer.</param>
/// <param name="error">Standard error, or a test's writer.</param>
/// <param name="patience">How long work may take before something is said of it. Default: two seconds.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, TimeSpan? patience = null)
{
    /// <summary>How long work may take before something is said of it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly StandardWriter output = StandardWriter.Around(output), error = StandardWriter.Around(error);
    private readonly TimeSpan patience = patience ?? Patience;
    private readonly Lock errorLock = new();
    private int drawn;

    /// <summary>Whether stack traces and timings are wanted; default false.</summary>
    public bool Verbose { get; set; }

    /// <summary>Whether a person looks on: standard error is a terminal, where a line can be drawn over. A test's writer is none.</summary>
    public bool Interactive { get; init; } = error is StandardWriter { IsTerminal: true };

    /// <summary>Takes results that come as a whole text, such as help.</summary>
    public TextWriter Output => output;

    /// <summary>Why results could not be printed; null where all were.</summary>
    public string? OutputFailure => output.Failure;

    /// <summary>One line of results.</summary>
    public void Say(string line) => output.WriteLine(ShownText.Of(line));

    /// <summary>One line about something that the caller should know although the work goes on.</summary>
    public void Warn(string line) => Note($"warning: {line}");

    /// <summary>The one line that says why the work was not done.</summary>
    public void Fail(string line) => Note($"error: {line}");

    /// <summary>Leaves the line that was drawn last as it is, if there is one.</summary>
    public void EndDrawing()
    {
        lock (errorLock)
        {
            if (drawn > 0)
            {
                error.WriteLine();
                drawn = 0;
            }
        }
    }

    /// <summary>One line for <c>--verbose</c>; otherwise nothing.</summary>
    public void Detail(string line)
    {
        if (Verbose)
        {
            Note(line);
        }
    }

    /// <summary>Watches over some work until what is returned is disposed: where it takes longer than the terminal's patience, says what takes so long, and every five seconds that it goes on.</summary>
    /// <param name="what">What is being done, e.g. "reading vgg16.pth".</param>
    public IDisposable Watch(string what)
    {
        long started = Environment.TickCount64;
        return new Timer(
            _ => Note(string.Create(CultureInfo.InvariantCulture, $"{what}: {(Environment.TickCount64 - started) / 1000} s")), null, patience, Interval);
    }

    /// <summary>One line on standard error, such as how far the work has come; may be called on any thread.</summary>
    public void Note(string line)
    {
        lock (errorLock)
        {
            if (drawn > 0)
            {
                error.Write($"\r{new string(' ', drawn)}\r");
                drawn = 0;
            }

            error.WriteLine(ShownText.Of(line));
        }
    }

    /// <summary>A line on standard error that the next one takes the place of; nothing where nobody looks on.</summary>
    public void Draw(string line)
    {
        if (!Interactive)
        {
            return;
        }

        lock (errorLock)
        {
            string shown = ShownText.Of(line);
            shown = shown[..Math.Min(shown.Length, Math.Max(Width() - 1, 1))];
            error.Write($"\r{shown.PadRight(drawn)}");
            drawn = shown.Length;
        }
    }

    /// <summary>The same with a bar before the line.</summary>
    /// <param name="done">How much is done, 0 to <paramref name="total"/>.</param>
    /// <param name="total">How much there is, above 0.</param>
    /// <param name="line">What stands behind the bar.</param>
    public void Draw(long done, long total, string line)
    {
        const int Cells = 24;
        int full = (int)Math.Clamp(Cells * done / total, 0, Cells);
        Draw($"[{new string('#', full)}{new string('.', Cells - full)}] {line}");
    }

    private static int Width() => Console.IsErrorRedirected || Console.WindowWidth <= 0 ? 80 : Console.WindowWidth;
}
