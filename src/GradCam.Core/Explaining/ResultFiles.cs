using GradCam.Files;

namespace GradCam;

/// <summary>Makes files, in memory, of explanations.</summary>
internal static class ResultFiles
{
    /// <summary>The files of one explanation; see the other overload.</summary>
    /// <param name="stem">The picture's file name without its extension.</param>
    /// <param name="explanation">What was found.</param>
    /// <param name="options">Which files. Default: the pictures alone.</param>
    public static IReadOnlyList<(string Name, byte[] Content)> Encode(string stem, Explanation explanation, ResultOptions? options = null) =>
        Encode(stem, [explanation], options);

    /// <summary>
    /// The files' names and content of all explanations of one picture: <c>{prefix}-{key}.jpg</c> or <c>.png</c> for each picture; with arrays <c>{prefix}-mask.npy</c> and
    /// <c>-mask++.npy</c> [S,S], <c>-guided.npy</c> [3,S,S] and <c>{stem}-{network}-logits.npy</c> [classes], as far as they were computed; with JSON
    /// <c>{prefix}.json</c>. The prefix is <c>{stem}-{network}</c>, then <c>-{layer}</c> and <c>-class{id}</c> where there are several of them.
    /// </summary>
    /// <param name="stem">The picture's file name without its extension.</param>
    /// <param name="explanations">What was found, of one picture; at least one.</param>
    /// <param name="options">Which files. Default: the pictures alone.</param>
    /// <exception cref="ArgumentException">There is no explanation, or the stem leads out of its folder.</exception>
    public static IReadOnlyList<(string Name, byte[] Content)> Encode(string stem, IReadOnlyList<Explanation> explanations, ResultOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(stem);
        ArgumentNullException.ThrowIfNull(explanations);
        ArgumentOutOfRangeException.ThrowIfZero(explanations.Count, nameof(explanations));
        if (!RelativePath.StaysWithin(stem))
        {
            throw new ArgumentException($"stem '{ShownText.Of(stem)}' leads out of the folder", nameof(stem));
        }

        IReadOnlyDictionary<string, Func<byte[]>> drafts = ResultDrafts.Create(stem, explanations, options ?? new ResultOptions()).Files;
        string[] names = [.. drafts.Keys];
        var files = new (string Name, byte[] Content)[names.Length];
        // No file needs another, and pictures are encoded on all processors.
        Task<byte[]>[] encoded = [.. drafts.Values.Select(Task.Run)];
        for (int place = 0; place < files.Length; place++)
        {
            files[place] = (names[place], encoded[place].GetAwaiter().GetResult());
        }

        return files;
    }
}
