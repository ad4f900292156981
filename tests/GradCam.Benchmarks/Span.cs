using System.Diagnostics;

namespace GradCam.Benchmarks;

/// <summary>Seconds on the wall's clock, and of processor time (user and system, all threads).</summary>
internal readonly record struct Span(double Wall, double Processor)
{
    public static Span operator +(Span one, Span other) => new(one.Wall + other.Wall, one.Processor + other.Processor);

    public static Span operator /(Span span, double divisor) => new(span.Wall / divisor, span.Processor / divisor);

    /// <summary>Runs <paramref name="work"/> and adds what it took to <paramref name="spans"/>.</summary>
    public static T Take<T>(List<Span> spans, Func<T> work)
    {
        (long wall, TimeSpan processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        T result = work();
        spans.Add(new Span(Stopwatch.GetElapsedTime(wall).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds));
        return result;
    }

    /// <summary>The seconds on the clock that is reported.</summary>
    public double On(Clock clock) => clock == Clock.Wall ? Wall : Processor;
}
