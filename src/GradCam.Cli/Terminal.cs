using System.Globalization;

namespace GradCam.Cli;

/// <summary>Where a command's lines go: results to standard output; warnings, progress and errors to standard error. Each line is made safe to show.</summary>
/// <param name="output">Standard output, or a test's writer.</param>
/// <param name="error">Standard error, or a test's writer.</param>
/// <param name="patience">How long work may take before something is said of it. Default: two seconds.</param>
internal sealed class Terminal(TextWriter output, TextWriter error, TimeSpan? patience = null)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly TimeSpan patience = patience ?? TimeSpan.FromSeconds(2);
    private readonly Lock errorLock = new();

    /// <summary>Whether stack traces and timings are wanted; default false.</summary>
    public bool Verbose { get; set; }

    /// <summary>One line of results.</summary>
    public void Say(string line) => output.WriteLine(TerminalText.Escape(line));

    /// <summary>One line about something that the caller should know although the work goes on.</summary>
    public void Warn(string line) => Note($"warning: {line}");

    /// <summary>The one line that says why the work was not done.</summary>
    public void Fail(string line) => Note($"error: {line}");

    /// <summary>One line for <c>--verbose</c>; otherwise nothing.</summary>
    public void Detail(string line)
    {
        if (Verbose)
        {
            Note(line);
        }
    }

    /// <summary>Does some work; where it takes longer than the terminal's patience, says what takes so long, and every five seconds that it goes on.</summary>
    /// <param name="what">What is being done, e.g. "reading vgg16.pth".</param>
    /// <param name="work">The work.</param>
    public T Slowly<T>(string what, Func<T> work)
    {
        long started = Environment.TickCount64;
        using var timer = new Timer(
            _ => Note(string.Create(CultureInfo.InvariantCulture, $"{what}: {(Environment.TickCount64 - started) / 1000} s")), null, patience, Interval);
        return work();
    }

    /// <summary>One line on standard error; progress comes from a timer's thread.</summary>
    private void Note(string line)
    {
        lock (errorLock)
        {
            error.WriteLine(TerminalText.Escape(line));
        }
    }
}
