namespace GradCam.Cli.Commands;

/// <summary>Adds to what the library says is wrong with a run what the caller of <c>gradcam batch</c> can do about it.</summary>
internal static class BatchRemedy
{
    /// <summary>Does a part of the work; a wrong call, or results that cannot be written, are told with a remedy.</summary>
    /// <param name="usage">What to do about a wrong call; null where the library's line is enough.</param>
    /// <param name="output">What to do about results that cannot be written; null where the part writes none.</param>
    /// <param name="work">The part.</param>
    public static T With<T>(string? usage, string? output, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (UsageException failure) when (usage is not null)
        {
            throw new UsageException($"{failure.Message}; {usage}", failure);
        }
        catch (OutputException failure) when (output is not null)
        {
            throw new OutputException($"{failure.Message}; {output}", failure);
        }
    }
}
