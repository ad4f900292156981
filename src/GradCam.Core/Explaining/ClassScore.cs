using System.Text.Json.Serialization;

namespace GradCam;

/// <summary>A class and the network's belief in it.</summary>
/// <param name="Id">The class's index in the network's output.</param>
/// <param name="Name">Its name; null where it is not known. In results it is <c>class 3</c> there.</param>
/// <param name="Probability">The softmax of the logits, of a network of several labels a picture the sigmoid of its own; 0 to 1, rounded to float32.</param>
public sealed record ClassScore(int Id, string? Name, double Probability)
{
    /// <summary>The name that is shown.</summary>
    [JsonIgnore]
    internal string ShownName => Name ?? $"class {Id}";
}
