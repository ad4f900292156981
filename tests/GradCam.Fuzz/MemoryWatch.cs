namespace GradCam.Fuzz;

/// <summary>Watches this process's private memory from a thread of its own, on Linux; elsewhere it sees nothing.</summary>
public sealed class MemoryWatch : IDisposable
{
    private readonly Thread thread;
    private volatile bool stopped;
    private long peak;

    public MemoryWatch()
    {
        thread = new Thread(Watch) { IsBackground = true };
        thread.Start();
    }

    /// <summary>The private memory now, in bytes.</summary>
    public static long Private()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        // Pages: size, resident, resident and backed by a file, …
        string[] pages = File.ReadAllText("/proc/self/statm").Split(' ');
        return (long.Parse(pages[1], null) - long.Parse(pages[2], null)) * Environment.SystemPageSize;
    }

    /// <summary>Forgets the peak and gives the memory now.</summary>
    public long Restart()
    {
        long now = Private();
        Interlocked.Exchange(ref peak, now);
        return now;
    }

    /// <summary>The highest seen since <see cref="Restart"/>.</summary>
    public long Peak() => Math.Max(Interlocked.Read(ref peak), Private());

    public void Dispose()
    {
        stopped = true;
        thread.Join();
    }

    private void Watch()
    {
        while (!stopped)
        {
            // Read before the memory: where Restart comes between the two, what was taken before it does not count.
            long seen = Interlocked.Read(ref peak);
            long now = Private();
            if (now > seen)
            {
                Interlocked.CompareExchange(ref peak, now, seen);
            }

            // Nothing is waited for here: the system tells of no growth, so it is looked at again and again. What is to be found, memory far above the bound
            // of a run, cannot hide between two looks: touching 1 GB took 500 ms. The kernel's own peak counts pages of files too, which mapping a file fills.
            Thread.Sleep(1);
        }
    }
}
