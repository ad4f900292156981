using System.Diagnostics;
using GradCam.Imaging;
using GradCam.Rendering;

namespace GradCam;

/// <summary>Makes files, in memory, of an explanation.</summary>
public static class ResultFiles
{
    /// <summary>
    /// The files' names and content: <c>{stem}-{network}-{key}.jpg</c> for each picture; with arrays <c>-mask.npy</c> and
    /// <c>-mask++.npy</c> [S,S], <c>-guided.npy</c> [3,S,S] and <c>-logits.npy</c> [classes], as far as they were computed; with JSON <c>{stem}-{network}.json</c>.
    /// </summary>
    /// <param name="stem">The picture's file name without its extension.</param>
    /// <param name="explanation">What was found.</param>
    /// <param name="options">Which files. Default: the pictures alone.</param>
    public static IReadOnlyList<(string Name, byte[] Content)> Encode(string stem, Explanation explanation, ResultOptions? options = null)
    {
        options ??= new ResultOptions();
        long start = Stopwatch.GetTimestamp();
        string prefix = $"{stem}-{explanation.Network}";
        List<(string Name, byte[] Content)> files =
        [
            .. explanation.Pictures.Select(picture => ($"{prefix}-{PictureKinds.Key(picture.Key)}.jpg", PictureEncoder.Jpeg(picture.Value, options.JpegQuality))),
        ];
        if (options.Arrays)
        {
            AddArrays(files, prefix, explanation);
        }

        if (options.Json)
        {
            string name = $"{prefix}.json";
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            files.Add((name, ExplanationJson.Encode(explanation, options.CheckpointSha256, seconds, [.. files.Select(file => file.Name), name])));
        }

        return files;
    }

    private static void AddArrays(List<(string Name, byte[] Content)> files, string prefix, Explanation explanation)
    {
        int side = explanation.InputSize;
        if (explanation.Mask is { } mask)
        {
            files.Add(($"{prefix}-mask.npy", NpyWriter.Encode(mask.Values, side, side)));
        }

        if (explanation.MaskPlusPlus is { } maskPlusPlus)
        {
            files.Add(($"{prefix}-mask++.npy", NpyWriter.Encode(maskPlusPlus.Values, side, side)));
        }

        if (explanation.Guided is { } guided)
        {
            files.Add(($"{prefix}-guided.npy", NpyWriter.Encode(guided, 3, side, side)));
        }

        files.Add(($"{prefix}-logits.npy", NpyWriter.Encode(explanation.Logits, explanation.Logits.Length)));
    }
}
