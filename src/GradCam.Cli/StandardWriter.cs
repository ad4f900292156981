using System.Text;

namespace GradCam.Cli;

/// <summary>
/// Takes lines for standard output or standard error. Where they cannot be written (a full disk behind a redirection, a closed stream) the work goes on:
/// the first failure is kept, for whoever wants to speak of it.
/// </summary>
/// <param name="open">Gives the writer behind this one, at the first line.</param>
internal sealed class StandardWriter(Func<TextWriter> open) : TextWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private TextWriter? inner;

    /// <summary>Whether a person looks on, so that a line can be drawn over; default false.</summary>
    public bool IsTerminal { get; private init; }

    /// <summary>Why something could not be written; null where everything was.</summary>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => Utf8;

    /// <summary>The process's standard output: UTF-8 wherever it is redirected, whatever the console's code page is.</summary>
    public static StandardWriter Output() =>
        new(() => Console.IsOutputRedirected ? Redirected(Console.OpenStandardOutput()) : Console.Out) { IsTerminal = !Console.IsOutputRedirected };

    /// <summary>The process's standard error, likewise.</summary>
    public static StandardWriter Error() =>
        new(() => Console.IsErrorRedirected ? Redirected(Console.OpenStandardError()) : Console.Error) { IsTerminal = !Console.IsErrorRedirected };

    /// <summary>The writer itself, or one around it.</summary>
    public static StandardWriter Around(TextWriter writer) => writer as StandardWriter ?? new StandardWriter(() => writer);

    /// <inheritdoc/>
    public override void Write(char value) => Try(writer => writer.Write(value));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(writer => writer.Write(value));

    /// <inheritdoc/>
    public override void WriteLine() => Try(writer => writer.WriteLine());

    /// <inheritdoc/>
    public override void WriteLine(string? value) => Try(writer => writer.WriteLine(value));

    /// <inheritdoc/>
    public override void Flush() => Try(writer => writer.Flush());

    private static StreamWriter Redirected(Stream stream) => new(stream, Utf8) { AutoFlush = true };

    private void Try(Action<TextWriter> write)
    {
        try
        {
            write(inner ??= open());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Failure ??= failure.Message;
        }
    }
}
