using System.Globalization;

namespace GradCam.Runs;

/// <summary>One of the equal parts that a run's batches are cut into, so that each can be the work of a task of its own.</summary>
/// <param name="Index">Which one, from 0 up.</param>
/// <param name="Count">How many there are, 1 or more.</param>
internal readonly record struct Shard(int Index, int Count)
{
    private const string Between = "-of-";

    /// <summary>Reads <c>I/N</c>.</summary>
    /// <exception cref="UsageException">It is not of that form, or I is not from 0 to N-1.</exception>
    public static Shard Parse(string text)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2 && Whole(parts[0]) is { } index && Whole(parts[1]) is { } count
            ? Of(index, count)
            : throw new UsageException($"{ShownText.Of(text)} is no shard: write I/N, such as 0/8 for the first of eight");
    }

    /// <summary>A shard whose numbers are right.</summary>
    /// <exception cref="UsageException">The index is not from 0 to N-1.</exception>
    public static Shard Of(int index, int count) => index >= 0 && index < count
        ? new Shard(index, count)
        : throw new UsageException($"there is no shard {index.ToString(CultureInfo.InvariantCulture)} of {count.ToString(CultureInfo.InvariantCulture)}: they count from 0");

    /// <summary>The shard that a folder's name stands for; null where it stands for none.</summary>
    public static Shard? FromFolder(string name)
    {
        string[] parts = name.Split(Between);
        return parts.Length == 2 && Whole(parts[0]) is { } index && Whole(parts[1]) is { } count && index < count ? new Shard(index, count) : null;
    }

    /// <summary>Its folder's name.</summary>
    public string FolderName => string.Create(CultureInfo.InvariantCulture, $"{Index}{Between}{Count}");

    /// <summary>As people write it: <c>I/N</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    /// <summary>Its part of some number of things in a row: the parts of all shards are as equal as can be, and follow each other.</summary>
    public Range Of(int things) => (int)((long)Index * things / Count)..(int)((Index + 1L) * things / Count);

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
