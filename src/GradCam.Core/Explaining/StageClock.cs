using System.Diagnostics;

namespace GradCam;

/// <summary>Adds up the seconds that the stages of a run take, and tells of each as an activity of the source <c>GradCam</c>.</summary>
internal sealed class StageClock
{
    private static readonly ActivitySource Source = new("GradCam");

    private readonly Dictionary<string, double> seconds = [];

    /// <summary>The seconds of each stage so far.</summary>
    public IReadOnlyDictionary<string, double> Seconds => seconds;

    /// <summary>Begins a stage, whose time is added when what is returned is disposed.</summary>
    /// <param name="name">The stage's name.</param>
    public Stage Start(string name) => new(this, name);

    /// <summary>Each stage's time shared out over <paramref name="pictures"/> pictures, and one picture's own stages added.</summary>
    public Dictionary<string, double> Share(int pictures, StageClock own)
    {
        var shared = new Dictionary<string, double>();
        foreach ((string stage, double time) in seconds)
        {
            shared.Add(stage, time / pictures);
        }

        foreach ((string stage, double time) in own.seconds)
        {
            shared[stage] = shared.GetValueOrDefault(stage) + time;
        }

        return shared;
    }

    /// <summary>The stages so far, and others after them.</summary>
    public Dictionary<string, double> With(IReadOnlyDictionary<string, double> others)
    {
        var all = new Dictionary<string, double>();
        foreach ((string stage, double time) in seconds)
        {
            all.Add(stage, time);
        }

        foreach ((string stage, double time) in others)
        {
            all.Add(stage, time);
        }

        return all;
    }

    /// <summary>The time of all stages together.</summary>
    public static double Sum(IReadOnlyDictionary<string, double> seconds)
    {
        double sum = 0;
        foreach ((string _, double time) in seconds)
        {
            sum += time;
        }

        return sum;
    }

    /// <summary>A stage that is going on.</summary>
    internal readonly struct Stage(StageClock clock, string name) : IDisposable
    {
        private readonly Activity? activity = Source.StartActivity(name);
        private readonly long start = Stopwatch.GetTimestamp();

        /// <summary>Ends the stage.</summary>
        public void Dispose()
        {
            clock.seconds[name] = clock.seconds.GetValueOrDefault(name) + Stopwatch.GetElapsedTime(start).TotalSeconds;
            activity?.Dispose();
        }
    }
}
