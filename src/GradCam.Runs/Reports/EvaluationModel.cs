using System.Text.Json.Serialization;

namespace GradCam.Runs;

/// <summary>What the script of an evaluation's page reads: numbers point into the lists.</summary>
/// <param name="Parts">The values' names.</param>
/// <param name="Rows">The methods.</param>
/// <param name="Count">How many pictures and classes there are.</param>
/// <param name="Subjects">They, or of many those on which methods differ most.</param>
internal sealed record EvaluationModel(
    [property: JsonPropertyName("parts")] IReadOnlyList<string> Parts,
    [property: JsonPropertyName("rows")] IReadOnlyList<EvaluationModel.Row> Rows,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("subjects")] IReadOnlyList<EvaluationModel.Subject> Subjects)
{
    /// <summary>A method at a layer.</summary>
    internal sealed record Row([property: JsonPropertyName("network")] string Network, [property: JsonPropertyName("name")] string Name);

    /// <summary>A picture and class.</summary>
    /// <param name="Image">The picture's name.</param>
    /// <param name="Network">The network.</param>
    /// <param name="ClassName">The class.</param>
    /// <param name="Values">By row and then by value; null where it is undefined or missing.</param>
    /// <param name="Files">Links to the pictures of each row's map; null where there is none.</param>
    internal sealed record Subject(
        [property: JsonPropertyName("image")] string Image,
        [property: JsonPropertyName("network")] string Network,
        [property: JsonPropertyName("class")] string ClassName,
        [property: JsonPropertyName("values")] IReadOnlyList<IReadOnlyList<double?>?> Values,
        [property: JsonPropertyName("files")] IReadOnlyList<string?> Files);
}
