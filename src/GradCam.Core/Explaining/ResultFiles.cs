using GradCam.Files;
using GradCam.Imaging;
using GradCam.Maps;
using GradCam.Methods;

namespace GradCam;

/// <summary>Makes files, in memory, of explanations.</summary>
public static class ResultFiles
{
    /// <summary>The files of one explanation; see the other overload.</summary>
    /// <param name="stem">The picture's file name without its extension.</param>
    /// <param name="explanation">What was found.</param>
    /// <param name="options">Which files. Default: the pictures alone.</param>
    public static IReadOnlyList<(string Name, byte[] Content)> Encode(string stem, Explanation explanation, ResultOptions? options = null) =>
        Encode(stem, [explanation], options);

    /// <summary>
    /// The files' names and content of all explanations of one picture: <c>{prefix}-{key}.jpg</c> for each picture; with arrays <c>{prefix}-mask.npy</c> and
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

        options ??= new ResultOptions();
        var names = new ExplanationNames(stem, explanations);
        var files = new Dictionary<string, byte[]>();
        foreach (Explanation explanation in explanations)
        {
            Dictionary<string, string> written = Pictures(files, names, explanation, options);
            foreach ((string key, Func<byte[]> encode) in options.Arrays ? Arrays(explanation, options.RawMaps) : [])
            {
                written[$"{key}.npy"] = Add(files, $"{(key == LogitsKey ? names.Shared : names.Prefix(explanation, key))}-{key}.npy", encode);
            }

            if (options.Json)
            {
                string name = $"{names.Prefix(explanation)}.json";
                written["json"] = name;
                files[name] = ResultJson.EncodeFile(ResultRecord.Create(explanation, written).WithProvenance(explanation));
            }
        }

        return [.. files.Select(file => (file.Key, file.Value))];
    }

    private const string LogitsKey = "logits";

    private static Dictionary<string, string> Pictures(
        Dictionary<string, byte[]> files, ExplanationNames names, Explanation explanation, ResultOptions options) =>
        explanation.Pictures.ToDictionary(
            picture => picture.Key,
            picture => Add(files, $"{names.Prefix(explanation, picture.Key)}-{picture.Key}.jpg", () => PictureEncoder.Jpeg(picture.Value, options.JpegQuality)));

    /// <summary>What does not depend on the layer is made once.</summary>
    private static string Add(Dictionary<string, byte[]> files, string name, Func<byte[]> encode)
    {
        if (!files.ContainsKey(name))
        {
            files.Add(name, encode());
        }

        return name;
    }

    private static IEnumerable<(string Key, Func<byte[]> Encode)> Arrays(Explanation explanation, bool raw)
    {
        foreach ((string key, AttributionMap map) in explanation.Maps)
        {
            yield return (raw, key) switch
            {
                (false, GradCamMethod.Name) => ("mask", () => Mask(explanation, key)),
                (false, GradCamPlusPlusMethod.Name) => ("mask++", () => Mask(explanation, key)),
                _ => (key, () => NpyWriter.Encode(map.Values.AsSpan(), map.Channels == 1 ? [map.Height, map.Width] : [map.Channels, map.Height, map.Width])),
            };
        }

        yield return (LogitsKey, () => NpyWriter.Encode(explanation.Logits.AsSpan(), explanation.Logits.Length));
    }

    private static byte[] Mask(Explanation explanation, string method)
    {
        SaliencyMask mask = explanation.Mask(method);
        return NpyWriter.Encode(mask.Values.AsSpan(), mask.Height, mask.Width);
    }
}
