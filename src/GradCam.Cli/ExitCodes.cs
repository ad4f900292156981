namespace GradCam.Cli;

/// <summary>The program's exit codes.</summary>
internal static class ExitCodes
{
    /// <summary>The work is done.</summary>
    public const int Done = 0;

    /// <summary>The work failed.</summary>
    public const int Failed = 1;

    /// <summary>Compared pictures differ.</summary>
    public const int Different = 1;

    /// <summary>The call is wrong.</summary>
    public const int WrongCall = 2;

    /// <summary>A batch is done, but some of its pictures failed.</summary>
    public const int SomeFailed = 3;

    /// <summary>The work is done, and a check found what the call is to fail on.</summary>
    public const int CheckFailed = 3;

    /// <summary>A batch was asked to stop by an engine (SIGTERM) and goes on where it is called again: EX_TEMPFAIL of sysexits.h.</summary>
    public const int ComeAgain = 75;

    /// <summary>A batch was asked to stop, as shells report an interrupt.</summary>
    public const int Stopped = 130;
}
