namespace GradCam.Runs.Tests.Shards;

public sealed class ShardTests
{
    [Theory]
    [InlineData(10, 3)]
    [InlineData(7, 7)]
    [InlineData(2, 5)]
    [InlineData(0, 4)]
    [InlineData(2_000_000_000, 1000)]
    public void Parts_OfAllShards_FollowEachOtherAndDifferByOneAtMost(int things, int count)
    {
        (int Start, int End)[] parts = [.. Enumerable.Range(0, count).Select(i => new Shard(i, count).Of(things)).Select(part => (part.Start.Value, part.End.Value))];

        Assert.Equal(0, parts[0].Start);
        Assert.Equal(things, parts[^1].End);
        Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.InRange(parts.Max(part => part.End - part.Start) - parts.Min(part => part.End - part.Start), 0, 1);
    }

    [Theory]
    [InlineData("8/8", "there is no shard 8 of 8: they count from 0")]
    [InlineData("-1/8", "-1/8 is no shard")]
    [InlineData("0/0", "there is no shard 0 of 0")]
    [InlineData("3", "3 is no shard")]
    [InlineData("a/b", "a/b is no shard")]
    public void Text_ThatIsNoShard_IsRefused(string text, string told) =>
        Assert.StartsWith(told, Assert.Throws<UsageException>(() => Shard.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Folder_OfAShard_IsReadBack()
    {
        Assert.Equal(Shard.Parse("3/8"), Shard.FromFolder(Shard.Parse("3/8").FolderName));
        Assert.Null(Shard.FromFolder("plan"));
        Assert.Null(Shard.FromFolder("8-of-8"));
    }

    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID=7,SLURM_ARRAY_TASK_MIN=4,SLURM_ARRAY_TASK_COUNT=8", null, "3/8")]
    [InlineData("SLURM_ARRAY_TASK_ID=7,SLURM_ARRAY_TASK_MIN=7,SLURM_ARRAY_TASK_COUNT=1", 8, "7/8")]
    [InlineData("JOB_COMPLETION_INDEX=0", 64, "0/64")]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX=2,AWS_BATCH_JOB_ARRAY_SIZE=5", null, "2/5")]
    public void Engine_TellsTheShard(string variables, int? count, string shard) => Assert.Equal(Shard.Parse(shard), Read(variables, count).Shard);

    [Theory]
    [InlineData("", null, "no engine tells which shard this is")]
    [InlineData("JOB_COMPLETION_INDEX=3", null, "JOB_COMPLETION_INDEX is set, and nothing tells how many shards there are")]
    [InlineData("SLURM_ARRAY_TASK_ID=9,SLURM_ARRAY_TASK_MIN=1,SLURM_ARRAY_TASK_COUNT=3", null, "SLURM_ARRAY_TASK_ID is set, and nothing tells how many")]
    [InlineData("JOB_COMPLETION_INDEX=64", 64, "there is no shard 64 of 64")]
    public void Engine_ThatDoesNotTell_IsRefused(string variables, int? count, string told) =>
        Assert.StartsWith(told, Assert.Throws<UsageException>(() => Read(variables, count)).Message, StringComparison.Ordinal);

    private static (Shard Shard, string Told) Read(string variables, int? count)
    {
        var set = variables.Split(',', StringSplitOptions.RemoveEmptyEntries).ToDictionary(pair => pair.Split('=')[0], pair => pair.Split('=')[1]);
        return ShardVariables.Read(set.GetValueOrDefault, count);
    }
}
