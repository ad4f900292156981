using System.Text.Json.Serialization;

namespace GradCam.Runs;

/// <summary>
/// What the page's script reads. The lists may make their entries as they are read: with pictures in the page they are too large
/// to be held at once.
/// </summary>
internal sealed record ReportModel(
    [property: JsonPropertyName("networks")] IReadOnlyList<string> Networks,
    [property: JsonPropertyName("pictures")] IEnumerable<ReportModel.Picture> Pictures,
    [property: JsonPropertyName("results")] IEnumerable<ReportModel.Result> Results)
{
    /// <summary>An explained picture; without a link where its file is gone.</summary>
    internal sealed record Picture([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("url")] string? Url);

    /// <summary>A picture with a network; numbers point into the lists above, heat maps go by their method's name.</summary>
    internal sealed record Result
    {
        [JsonPropertyName("picture")]
        public required int Picture { get; init; }

        [JsonPropertyName("network")]
        public required int Network { get; init; }

        [JsonPropertyName("error")]
        public string? Error { get; init; }

        [JsonPropertyName("layer")]
        public string? Layer { get; init; }

        [JsonPropertyName("class_id")]
        public int? ClassId { get; init; }

        [JsonPropertyName("class")]
        public string? ClassName { get; init; }

        [JsonPropertyName("probability")]
        public double? Probability { get; init; }

        [JsonPropertyName("truth")]
        public string? Truth { get; init; }

        [JsonPropertyName("correct")]
        public bool? Correct { get; init; }

        [JsonPropertyName("checked")]
        public string? Checked { get; init; }

        [JsonPropertyName("reasons")]
        public string? Reasons { get; init; }

        [JsonPropertyName("remarks")]
        public IReadOnlyList<string>? Remarks { get; init; }

        [JsonPropertyName("gaps")]
        public IReadOnlyList<string>? Gaps { get; init; }

        [JsonPropertyName("top5")]
        public IReadOnlyList<Score> Top5 { get; init; } = [];

        [JsonPropertyName("thumbnail")]
        public string? Thumbnail { get; init; }

        [JsonPropertyName("heat")]
        public IReadOnlyDictionary<string, string> Heat { get; init; } = new Dictionary<string, string>();
    }

    /// <summary>One of the most probable classes.</summary>
    internal sealed record Score([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("probability")] double Probability);
}
