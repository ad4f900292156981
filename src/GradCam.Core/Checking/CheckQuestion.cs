namespace GradCam.Checking;

/// <summary>A question about a map, and from which number on its answer speaks against the map.</summary>
/// <param name="Key">Its name in results.</param>
/// <param name="IsLarge">Whether large numbers speak against the map, not small ones.</param>
/// <param name="Weak">The number from which on the map is weak.</param>
/// <param name="Contradicted">The number from which on it is contradicted; null where this question alone never says so.</param>
/// <param name="Against">What an answer against the map says.</param>
internal sealed record CheckQuestion(string Key, bool IsLarge, double Weak, double? Contradicted, string Against)
{
    /// <summary>Answers the question.</summary>
    public CheckAnswer Answer(double value)
    {
        // A result's file holds what can be compared by eye.
        double rounded = Math.Round(value, 4);
        return new CheckAnswer(Key, rounded, Weak, Contradicted, Speaks(rounded, Weak) ? FormattableString.Invariant($"{Against}: {rounded:0.##}") : null);
    }

    /// <summary>What an answer comes to by itself.</summary>
    public MapVerdict VerdictOf(CheckAnswer answer) =>
        Contradicted is { } limit && Speaks(answer.Value, limit) ? MapVerdict.Contradicted
        : Speaks(answer.Value, Weak) ? MapVerdict.Weak
        : MapVerdict.Supported;

    private bool Speaks(double value, double limit) => IsLarge ? value >= limit : value <= limit;
}
