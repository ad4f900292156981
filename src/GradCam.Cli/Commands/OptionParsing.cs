using System.CommandLine.Parsing;
using System.Globalization;

namespace GradCam.Cli.Commands;

/// <summary>Parsers of option values whose errors are this program's one line.</summary>
internal static class OptionParsing
{
    /// <summary>An option's parser from a function that throws <see cref="UsageException"/> for a wrong value; several values come joined by commas.</summary>
    /// <remarks>System.CommandLine hands an option's name over as the value of the option before it: a name that begins so is written "./--name".</remarks>
    public static Func<ArgumentResult, T?> With<T>(Func<string, T> parse) => argument =>
    {
        try
        {
            return argument.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } option
                ? throw new UsageException($"{((OptionResult)argument.Parent!).Option.Name}: a value is missing before {option.Value}")
                : parse(string.Join(',', argument.Tokens.Select(token => token.Value)));
        }
        catch (UsageException wrong)
        {
            argument.AddError(Remedy.Describe(wrong));
            return default;
        }
    };

    /// <summary>A parser of a file's, a folder's or a layer's name.</summary>
    public static Func<ArgumentResult, string?> Name(string option) => With(text =>
        text.Length > 0 ? text : throw new UsageException($"{option} is empty: give a name, or leave the option out"));

    /// <summary>One of a few words, as it stands among them.</summary>
    /// <param name="option">The option's name, for the error.</param>
    /// <param name="text">What was typed, in any letter case.</param>
    /// <param name="words">The words.</param>
    /// <exception cref="UsageException">It is none of them.</exception>
    public static string OneOf(string option, string text, string[] words) =>
        Array.Find(words, word => word.Equals(text, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"{option} {text}: no such way; pass {string.Join(", ", words[..^1])} or {words[^1]} (\"gradcam --help\" lists the options)");

    /// <summary>A parser of whole numbers from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public static Func<ArgumentResult, int?> WholeNumber(string option, int least = int.MinValue, int most = int.MaxValue) =>
        With<int?>(text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw new UsageException(
                $"{option} {text}: not a whole number{(least == int.MinValue ? string.Empty : $" from {least} to {most}")}; \"gradcam --help\" lists the options"));

    /// <summary>A parser of a number from 0 to 1.</summary>
    /// <remarks>As a list of one: an option of a type of its own costs each start a millisecond of compiling.</remarks>
    public static Func<ArgumentResult, float[]?> Share(string option) =>
        With(text => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float share) && share is >= 0 and <= 1
            ? new[] { share }
            : throw new UsageException($"{option} {text}: not a number from 0 to 1; \"gradcam --help\" lists the options"));

    /// <summary>A parser of three finite numbers, one a colour.</summary>
    /// <param name="option">The option's name, for the error.</param>
    /// <param name="positive">Whether each must be above 0.</param>
    public static Func<ArgumentResult, float[]?> ThreeNumbers(string option, bool positive) => With(text =>
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        float[] numbers = new float[3];
        bool right = parts.Length == numbers.Length;
        for (int i = 0; right && i < numbers.Length; i++)
        {
            right = float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i])
                && float.IsFinite(numbers[i]) && (!positive || numbers[i] > 0);
        }

        return right ? numbers : throw new UsageException(
            $"{option} {text}: not three {(positive ? "numbers above 0" : "numbers")} for red, green and blue, such as 0.5,0.5,0.5; \"gradcam --help\" lists the options");
    });
}
