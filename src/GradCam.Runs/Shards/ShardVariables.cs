using System.Globalization;

namespace GradCam.Runs;

/// <summary>The variables with which engines tell a task which one it is.</summary>
internal static class ShardVariables
{
    private static readonly (string Index, string? Count, string? First)[] Engines =
    [
        ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN"),
        ("JOB_COMPLETION_INDEX", null, null),
        ("AWS_BATCH_JOB_ARRAY_INDEX", "AWS_BATCH_JOB_ARRAY_SIZE", null),
    ];

    /// <summary>The names of the variables that tell a task's number.</summary>
    public static IEnumerable<string> Names => Engines.Select(engine => engine.Index);

    /// <summary>The shard that the engine means.</summary>
    /// <param name="variable">Gives a variable; null where it is not set.</param>
    /// <param name="count">How many shards there are, where the call says it: the task's number is the shard's then. Default: what the engine says.</param>
    /// <returns>The shard, and the variables that told it.</returns>
    /// <exception cref="UsageException">No engine tells, or it does not tell how many there are.</exception>
    public static (Shard Shard, string Told) Read(Func<string, string?> variable, int? count)
    {
        foreach ((string indexName, string? countName, string? firstName) in Engines)
        {
            if (Number(variable, indexName) is not { } index)
            {
                continue;
            }

            if (count is { } given)
            {
                return (Shard.Of(index, given), indexName);
            }

            // With a part of an array, or steps, numbers and count do not belong together: the count must be given then.
            int first = Number(variable, firstName) ?? 0;
            return Number(variable, countName) is { } all && index - first < all
                ? (Shard.Of(index - first, all), string.Join(", ", ((string?[])[indexName, firstName, countName]).OfType<string>()))
                : throw new UsageException($"{indexName} is set, and nothing tells how many shards there are");
        }

        throw new UsageException($"no engine tells which shard this is: none of {string.Join(", ", Names)} is set");
    }

    private static int? Number(Func<string, string?> variable, string? name) =>
        name is not null && int.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
