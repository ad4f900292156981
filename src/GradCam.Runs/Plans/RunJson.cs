using System.Text.Json;
using System.Text.Json.Serialization;

namespace GradCam.Runs;

/// <summary>
/// How settings, lists of pictures and a page's data are written as JSON (results are in the library's own form): the encoder's default keeps the text
/// ASCII and free of <c>&lt; &gt; &amp; ' "</c> and control characters.
/// </summary>
internal static class RunJson
{
    public static readonly JsonSerializerOptions Compact = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true, NewLine = "\n" };
}
