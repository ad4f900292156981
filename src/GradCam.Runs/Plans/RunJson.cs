using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradCam.Runs;

/// <summary>How results are written as JSON: the encoder's default keeps the text ASCII and free of <c>&lt; &gt; &amp; ' "</c> and control characters.</summary>
internal static class RunJson
{
    public static readonly JsonSerializerOptions Line = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static readonly JsonSerializerOptions Indented = new(Line) { WriteIndented = true, NewLine = "\n" };
}
