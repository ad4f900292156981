using System.Diagnostics;
using System.Formats.Tar;

namespace GradCam.Runs.Tests.Results;

/// <summary>Runs whose files are packed into tar archives.</summary>
public sealed class PackedRunTests : IDisposable
{
    private readonly PackedRunPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public void Archives_HoldTheFilesOfAnUnpackedRun_WhereTheLinesSayIt()
    {
        place.Run("loose", isPacked: false);
        ResultRecord[] loose = [.. ResultsReader.Read(place["loose"])], packed = [.. ResultsReader.Read(place.Whole)];

        Assert.Equal(loose.Length, packed.Length);
        foreach ((ResultRecord one, ResultRecord other) in loose.Zip(packed))
        {
            Assert.Equal(one.Files.Keys, other.Files.Keys);
            // The record in a .json file names files as they are in the archive.
            foreach (string key in one.Files.Keys.Where(key => key != "json"))
            {
                (long start, long length) = (other.Packed![key][0], other.Packed[key][1]);
                using FileStream archive = File.OpenRead(place["whole", other.Files[key].Split('/')[0]]);
                byte[] content = new byte[length];
                archive.Position = start;
                archive.ReadExactly(content);
                Assert.Equal(File.ReadAllBytes(place[["loose", .. one.Files[key].Split('/')]]), content);
            }
        }

        Assert.Equal(["results-000000.tar", "results-000001.tar", "results-000002.tar", "results-000003.tar"], Archives("whole"));
        Assert.DoesNotContain(Directory.EnumerateFiles(place.Whole, "*.jpg", SearchOption.AllDirectories), _ => true);
    }

    [Fact]
    public void Archives_AreReadByOtherPrograms_WithOneKeyAResult()
    {
        string[] expected = [.. Archives("whole").SelectMany(name => Entries(place["whole", name]).Select(entry => entry.Name))];

        string[] listed = [.. Archives("whole").SelectMany(name => Output("tar", "--quoting-style=literal", "-tf", place["whole", name]))];

        Assert.Equal(expected, listed);
        Assert.Contains("b.c/01%2Ev1 %252E-a-class0.cam.jpg", listed);
        // WebDataset takes what stands before the first dot of a file's name for its sample.
        string[] samples = [.. listed.Select(name => name[..name.IndexOf('.', name.LastIndexOf('/') + 1)])];
        Assert.Equal(samples.Distinct().Count(), samples.Where((sample, i) => i == 0 || samples[i - 1] != sample).Count());
        Assert.Equal(ResultsReader.Read(place.Whole).Count(line => line.Error is null), samples.Distinct().Count());
    }

    [Fact]
    public void StoppedRun_GoesOn_AndEndsWithTheSameBytes()
    {
        place.Run("out", stopAfter: 3);
        BatchSummary second = place.Run("out");

        Assert.True(second.Resumed > 0);
        place.AssertWhole("out");
        Assert.Equal(2 * PackedRunPlace.Pictures, place.Run("out").Resumed);
        place.AssertWhole("out");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void KilledRun_WhateverByteItReached_GoesOnAndEndsWithTheSameBytes(int seed)
    {
        Random chance = new(seed);
        place.Run("out", stopAfter: 4 + (2 * seed));
        string last = place["out", Archives("out")[^1]];
        // As a process leaves them that is killed while it adds to the archive, or to the lines behind it.
        if (seed % 2 == 0)
        {
            string lines = place["out", "results.jsonl"];
            File.WriteAllBytes(lines, File.ReadAllBytes(lines)[..^chance.Next(1, 2000)]);
        }

        byte[] torn = new byte[chance.Next(1, 5000)];
        chance.NextBytes(torn);
        File.WriteAllBytes(last, [.. File.ReadAllBytes(last)[..^1024], .. torn]);

        place.Run("out");

        place.AssertWhole("out");
    }

    [Fact]
    public void ArchiveThatIsCutOffOrGone_IsMadeAgain()
    {
        place.Run("out");
        string first = place["out", "results-000000.tar"], second = place["out", "results-000001.tar"];
        File.WriteAllBytes(first, File.ReadAllBytes(first)[..5000]);
        File.Delete(second);

        BatchSummary summary = place.Run("out");

        Assert.InRange(summary.Resumed, 1, summary.Total - 6);
        place.AssertWhole("out");
    }

    [Fact]
    public void PictureThatChanged_IsComputedAgain_AndTheArchivesHaveNoGaps()
    {
        place.Run("out", stopAfter: 8);
        place.Change(2);
        place.Run("out", stopAfter: 1);
        place.Run("out");

        Directory.Delete(place.Whole, recursive: true);
        place.Run("whole");
        place.AssertWhole("out");
    }

    [Fact]
    public void ArchivesThatAreNewerThanTheLines_AsAKillBetweenLeavesThem_AreMadeAgain()
    {
        place.Run("out");
        byte[] lines = File.ReadAllBytes(place["out", "results.jsonl"]);
        place.Change(0);
        place.Run("out");
        File.WriteAllBytes(place["out", "results.jsonl"], lines);

        place.Run("out");

        Directory.Delete(place.Whole, recursive: true);
        place.Run("whole");
        place.AssertWhole("out");
    }

    [Fact]
    public void TwoRuns_GiveArchivesOfTheSameBytes()
    {
        place.Run("out");

        place.AssertWhole("out");
    }

    private static IEnumerable<TarEntry> Entries(string path)
    {
        using FileStream file = File.OpenRead(path);
        using TarReader reader = new(file);
        while (reader.GetNextEntry() is { } entry)
        {
            yield return entry;
        }
    }

    private static string[] Output(string program, params string[] words)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["LC_ALL"] = "C.UTF-8" } })!;
        string output = process.StandardOutput.ReadToEnd(), error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((0, ""), (process.ExitCode, error));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private string[] Archives(string output) => [.. Directory.EnumerateFiles(place[output], "*.tar").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
