using System.Diagnostics;

namespace GradCam;

/// <summary>Adds up the seconds that the stages of a run take, and tells of each as an activity of the source <c>GradCam</c>.</summary>
internal sealed class StageClock
{
    private static readonly ActivitySource Source = new("GradCam");

    private readonly Dictionary<string, double> seconds = [];

    /// <summary>The seconds of each stage so far.</summary>
    public IReadOnlyDictionary<string, double> Seconds => seconds;

    /// <summary>Runs a stage and adds its time.</summary>
    public T Time<T>(string stage, Func<T> work)
    {
        using Activity? activity = Source.StartActivity(stage);
        long start = Stopwatch.GetTimestamp();
        T result = work();
        seconds[stage] = seconds.GetValueOrDefault(stage) + Stopwatch.GetElapsedTime(start).TotalSeconds;
        return result;
    }

    /// <summary>Each stage's time shared out over <paramref name="pictures"/> pictures, and one picture's own stages added.</summary>
    public Dictionary<string, double> Share(int pictures, StageClock own)
    {
        Dictionary<string, double> shared = seconds.ToDictionary(entry => entry.Key, entry => entry.Value / pictures);
        foreach ((string stage, double time) in own.seconds)
        {
            shared[stage] = shared.GetValueOrDefault(stage) + time;
        }

        return shared;
    }
}
