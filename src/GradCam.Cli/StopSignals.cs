using System.Runtime.InteropServices;
using GradCam.Native;

namespace GradCam.Cli;

/// <summary>
/// Turns Ctrl-C and SIGTERM into a token, from when it is made: the first one asks, a second ends the program there and then, which loses no more than
/// what is in hand.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration interrupt, terminate;

    /// <summary>Listens. On Windows libtorch is loaded before: its OpenMP has a handler of its own, which ends the program, and the handler that was set last is asked first.</summary>
    /// <exception cref="NativeLibraryException">libtorch cannot be loaded.</exception>
    public StopSignals()
    {
        if (OperatingSystem.IsWindows())
        {
            NativeLibraries.EnsureTorch();
        }

        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, ExitCodes.Stopped));
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, ExitCodes.ComeAgain));
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => stop.Token;

    /// <summary>What the program ends with where it was asked to stop: a person's Ctrl-C and an engine's SIGTERM are told apart.</summary>
    public int ExitCode { get; private set; } = ExitCodes.Stopped;

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        stop.Dispose();
    }

    private void Stop(PosixSignalContext signal, int code)
    {
        if (!stop.IsCancellationRequested)
        {
            signal.Cancel = true;
            ExitCode = code;
            stop.Cancel();
        }
    }
}
