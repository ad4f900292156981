namespace GradCam.Runs;

/// <summary>Finds the jobs that results belong to. Results come in the plan's order but for what was computed again, so that the next job is tried before a table of all is made.</summary>
/// <param name="plan">The plan.</param>
internal sealed class JobFinder(BatchPlan plan)
{
    private Dictionary<(string?, string), int>? places;
    private int next;

    /// <summary>The place of a result's job in the plan; null where the plan has none.</summary>
    public int? Find(ResultRecord line)
    {
        if (next >= plan.Jobs.Count || !IsOf(line, plan.Jobs[next]))
        {
            // No two jobs share picture and network: they would write the same files.
            places ??= plan.Jobs.Index().ToDictionary(job => ((string?)job.Item.Picture.Name, job.Item.Choice.Network), job => job.Index);
            if (!places.TryGetValue((line.Image, line.Network), out int place))
            {
                return null;
            }

            next = place;
        }

        return next++;
    }

    private static bool IsOf(ResultRecord line, BatchJob job) => line.Image == job.Picture.Name && line.Network == job.Choice.Network;
}
