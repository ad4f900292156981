namespace GradCam.Runs;

/// <summary>The processors that work is spread over.</summary>
internal static class Processors
{
    /// <summary>As many things at once as there are processors.</summary>
    public static readonly ParallelOptions All = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
}
