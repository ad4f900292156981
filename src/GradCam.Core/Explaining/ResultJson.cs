using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradCam;

/// <summary>
/// How results are written as JSON: made at compile time, since reflection would cost a start more than a file does. The encoder's default keeps
/// the text ASCII and free of <c>&lt; &gt; &amp; ' "</c> and control characters.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NewLine = "\n")]
[JsonSerializable(typeof(ResultRecord))]
internal sealed partial class ResultJson : JsonSerializerContext
{
    // Not at once: the generated half's own statics may come later.
    private static readonly Lazy<ResultJson> Indented = new(() => new ResultJson(new JsonSerializerOptions(Default!.Options) { WriteIndented = true }));

    /// <summary>A result as one line, without the line's end.</summary>
    public static byte[] EncodeLine(ResultRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, Default.ResultRecord);

    /// <summary>A result as a file of its own.</summary>
    public static byte[] EncodeFile(ResultRecord record) => [.. JsonSerializer.SerializeToUtf8Bytes(record, Indented.Value.ResultRecord), (byte)'\n'];

    /// <summary>Reads a line back.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static ResultRecord DecodeLine(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize(line, Default.ResultRecord) ?? throw new JsonException("null");
}
