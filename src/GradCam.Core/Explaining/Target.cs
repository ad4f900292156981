using System.Globalization;
using GradCam.Recording;

namespace GradCam;

/// <summary>What is asked about a picture: a class by its number or name, the most probable ones, or a score of one's own.</summary>
public sealed record Target
{
    private const string TopWord = "top";

    private Target()
    {
    }

    /// <summary>The most probable class.</summary>
    public static Target Predicted { get; } = Top(1);

    /// <summary>A class by its number; null for another kind of target.</summary>
    public int? ClassId { get; private init; }

    /// <summary>A class by its name; null for another kind of target.</summary>
    public string? ClassName { get; private init; }

    /// <summary>How many of the most probable classes, the most probable first; null for another kind of target.</summary>
    public int? Count { get; private init; }

    /// <summary>A score of one's own; null for another kind of target.</summary>
    public Score? Own { get; private init; }

    /// <summary>A class by its number.</summary>
    /// <param name="classId">0 to the number of classes less 1.</param>
    public static Target Class(int classId) => new() { ClassId = classId };

    /// <summary>A class by its name: all of it, or one of the names that commas part in it, in any letter case.</summary>
    /// <param name="name">The name.</param>
    public static Target Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new Target { ClassName = name };
    }

    /// <summary>The most probable classes.</summary>
    /// <param name="count">How many, 1 or more; all where there are fewer.</param>
    public static Target Top(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new Target { Count = count };
    }

    /// <summary>A score of one's own.</summary>
    /// <param name="score">See <see cref="Score.Custom"/>.</param>
    public static Target Scored(Score score)
    {
        ArgumentNullException.ThrowIfNull(score);
        return new Target { Own = score };
    }

    /// <summary>The target that a word means: a number is a class's number, <c>top3</c> (any number) the most probable ones, other words are names.</summary>
    /// <param name="text">The word.</param>
    public static Target Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int id) ? Class(id)
            : text.StartsWith(TopWord, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(text.AsSpan(TopWord.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0 ? Top(count)
            : Named(text);
    }

    /// <summary>A class by its number; <see cref="Predicted"/> for null.</summary>
    public static implicit operator Target(int? classId) => classId is { } id ? Class(id) : Predicted;

    /// <summary>A class by its number.</summary>
    public static implicit operator Target(int classId) => Class(classId);

    /// <summary>The target as <see cref="Parse"/> reads it.</summary>
    public override string ToString() =>
        ClassId?.ToString(CultureInfo.InvariantCulture) ?? ClassName ?? Own?.ToString() ?? string.Create(CultureInfo.InvariantCulture, $"{TopWord}{Count}");
}
