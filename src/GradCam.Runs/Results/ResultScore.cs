using System.Text.Json.Serialization;

namespace GradCam.Runs;

/// <summary>One of the most probable classes.</summary>
/// <param name="Id">The class, from 0 up.</param>
/// <param name="Name">Its name.</param>
/// <param name="Probability">Its probability, 0 to 1.</param>
public sealed record ResultScore(
    [property: JsonPropertyName("id")] int Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("probability")] double Probability);
