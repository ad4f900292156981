namespace GradCam.Runs.Tests.Shards;

/// <summary>Shards whose files are packed, against one undisturbed run.</summary>
public sealed class PackedShardTests : IDisposable
{
    private readonly PackedRunPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Merged_HasTheBytesOfAnUndisturbedRun_AndTheSameWhenMergedAgain()
    {
        for (int i = PackedRunPlace.Shards - 1; i >= 0; i--)
        {
            place.RunShard("out", i);
        }

        place.Merge("out");
        place.AssertWhole("out");
        place.Merge("out");
        place.AssertWhole("out");
        Assert.Equal(2 * PackedRunPlace.Pictures, place.Run("out").Resumed);
        place.AssertWhole("out");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void KilledAttempts_LeaveNothingLost_AndNothingTwice(int seed)
    {
        Random chance = new(seed);
        for (int i = 0; i < PackedRunPlace.Shards; i++)
        {
            place.RunShard("out", i, stopAfter: 2);
            // What was added last is in the archive, and its lines or their mark are not.
            string name = chance.Next(2) == 0 ? "results-1.jsonl" : "batches-1.jsonl";
            string cut = place["out", ".shards", $"{i}-of-3", name];
            File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^chance.Next(1, 20)]);
            place.RunShard("out", i);
        }

        place.Merge("out");

        place.AssertWhole("out");
    }

    [Fact]
    public void AttemptWhoseArchiveIsCutOff_IsMadeAgain()
    {
        Enumerable.Range(0, PackedRunPlace.Shards).ToList().ForEach(i => place.RunShard("out", i));
        string archive = place["out", ".shards", "1-of-3", "results-1.tar"];
        File.WriteAllBytes(archive, File.ReadAllBytes(archive)[..4000]);

        Assert.Contains("is gone; a resumed run makes it again", Assert.Throws<PictureException>(() => place.Merge("out")).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(place["out", "results.jsonl"]));
        place.RunShard("out", 1);
        place.Merge("out");

        place.AssertWhole("out");
    }

    [Fact]
    public void Merge_TakesAwayTheArchivesThatAreNotTheRuns()
    {
        Enumerable.Range(0, PackedRunPlace.Shards).ToList().ForEach(i => place.RunShard("out", i));
        File.WriteAllText(place["out", "results-000009.tar"], "of an earlier merge that was killed");

        place.Merge("out");

        place.AssertWhole("out");
    }
}
