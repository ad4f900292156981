using System.Runtime.ExceptionServices;

namespace GradCam.Runs;

/// <summary>Work on a page's pictures.</summary>
internal static class ReportWork
{
    /// <summary>Does work on all processors; the first failure comes out as it is.</summary>
    public static void InParallel(int count, Action<int> work)
    {
        try
        {
            Parallel.For(0, count, Processors.All, work);
        }
        catch (AggregateException failures) when (failures.Flatten().InnerExceptions[0] is GradCamException failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
