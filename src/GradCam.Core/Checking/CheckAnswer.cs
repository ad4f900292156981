namespace GradCam;

/// <summary>The answer to one question about a map.</summary>
/// <param name="Question">The question's key, such as <c>removal</c>.</param>
/// <param name="Value">The number that answers it.</param>
/// <param name="Weak">The number from which on the map is weak.</param>
/// <param name="Contradicted">The number from which on it is contradicted; null where this question alone never says so.</param>
/// <param name="Against">What speaks against the map, in words; null where nothing does.</param>
public sealed record CheckAnswer(string Question, double Value, double Weak, double? Contradicted, string? Against);
