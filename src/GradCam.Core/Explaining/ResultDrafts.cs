using GradCam.Imaging;
using GradCam.Maps;
using GradCam.Methods;

namespace GradCam;

/// <summary>The files of one picture's explanations before they are encoded, so that each can be encoded on any thread, and the records that name them.</summary>
internal sealed class ResultDrafts
{
    private const string LogitsKey = "logits", JsonKey = "json";

    private readonly Dictionary<string, Func<byte[]>> files = [];
    private readonly List<ResultRecord> records = [];

    private ResultDrafts()
    {
    }

    /// <summary>What makes the content of each file, by its name, in the order in which they are told.</summary>
    public IReadOnlyDictionary<string, Func<byte[]>> Files => files;

    /// <summary>What was found, a record an explanation.</summary>
    public IReadOnlyList<ResultRecord> Records => records;

    /// <summary>Drafts the files of all explanations of one picture.</summary>
    /// <param name="stem">The picture's file name without its extension; folders, with <c>/</c>, stay.</param>
    /// <param name="explanations">What was found, of one picture; at least one.</param>
    /// <param name="options">Which files.</param>
    /// <param name="complete">Adds to the record of the explanation at a place what is known besides. Default: nothing.</param>
    public static ResultDrafts Create(
        string stem, IReadOnlyList<Explanation> explanations, ResultOptions options, Func<ResultRecord, int, ResultRecord>? complete = null)
    {
        var drafts = new ResultDrafts();
        var names = new ExplanationNames(stem, explanations);
        foreach ((int place, Explanation explanation) in explanations.Index())
        {
            Dictionary<string, string> written = drafts.AddPictures(names, explanation, options);
            drafts.AddArrays(names, explanation, options, written);
            string json = $"{names.Prefix(explanation)}.json";
            if (options.Json)
            {
                written[JsonKey] = json;
            }

            var record = ResultRecord.Create(explanation, written);
            record = complete?.Invoke(record, place) ?? record;
            drafts.records.Add(record);
            if (options.Json)
            {
                drafts.Add(json, () => ResultJson.EncodeFile(record.WithProvenance(explanation)));
            }
        }

        return drafts;
    }

    private Dictionary<string, string> AddPictures(ExplanationNames names, Explanation explanation, ResultOptions options) =>
        explanation.Pictures.Keys.ToDictionary(
            key => key,
            key => Add(
                $"{names.Prefix(explanation, key)}-{key}{(options.Png ? ".png" : ".jpg")}",
                () => options.Png ? PictureEncoder.Png(explanation.Pictures[key]) : PictureEncoder.Jpeg(explanation.Pictures[key], options.JpegQuality)));

    private void AddArrays(ExplanationNames names, Explanation explanation, ResultOptions options, Dictionary<string, string> written)
    {
        foreach ((string key, Func<byte[]> encode) in options.Arrays ? Arrays(explanation, options.RawMaps) : [])
        {
            string name = Add($"{(key == LogitsKey ? names.Shared : names.Prefix(explanation, key))}-{key}.npy", encode);
            // A picture of pixels goes by its method's key alone, and the method's numbers do too.
            written[written.ContainsKey(key) ? $"{key}.npy" : key] = name;
        }
    }

    /// <summary>What does not depend on the layer is made once.</summary>
    private string Add(string name, Func<byte[]> encode)
    {
        files.TryAdd(name, encode);
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
