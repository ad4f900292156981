namespace GradCam;

/// <summary>What speaks against a map: the answers to five questions, and what they come to.</summary>
/// <param name="Verdict">What the answers come to.</param>
/// <param name="Answers">The questions that were asked, in their order; one that cannot be asked of the network is left out.</param>
public sealed record MapCheck(MapVerdict Verdict, IReadOnlyList<CheckAnswer> Answers)
{
    /// <summary>The answers that speak against the map, in words; null where none does.</summary>
    public string? Reason => Answers.Any(answer => answer.Against is not null)
        ? string.Join("; ", Answers.Select(answer => answer.Against).OfType<string>())
        : null;

    /// <summary>Whether both say the same.</summary>
    public bool Equals(MapCheck? other) => other is not null && Verdict == other.Verdict && Answers.SequenceEqual(other.Answers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Verdict, Answers.Count);

    /// <summary>The verdict in a word, and the reason in parentheses where there is one.</summary>
    public override string ToString() => Reason is { } reason ? $"{VerdictWord} ({reason})" : VerdictWord;

    private string VerdictWord => Verdict.ToString().ToLowerInvariant();
}
