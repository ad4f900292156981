using System.Text.Json.Serialization;

namespace GradCam;

/// <summary>What the answers to the questions about a map come to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MapVerdict>))]
public enum MapVerdict
{
    /// <summary>No question gives a reason to distrust the map.</summary>
    [JsonStringEnumMemberName("supported")]
    Supported,

    /// <summary>A question gives a reason to look twice.</summary>
    [JsonStringEnumMemberName("weak")]
    Weak,

    /// <summary>A question says that the map does not show what the network went by.</summary>
    [JsonStringEnumMemberName("contradicted")]
    Contradicted,
}
