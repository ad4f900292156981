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
            long now = Private();
            if (now > Interlocked.Read(ref peak))
            {
                Interlocked.Exchange(ref peak, now);
            }

            Thread.Sleep(1);
        }
    }
}
