namespace GradCam.Benchmarks;

/// <summary>Which time is reported.</summary>
internal enum Clock
{
    /// <summary>What a user waits: right on a quiet machine.</summary>
    Wall,

    /// <summary>User and system time of all threads: for one thread on a machine that others use too.</summary>
    Processor,
}
