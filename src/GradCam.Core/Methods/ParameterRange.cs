using System.Globalization;

namespace GradCam.Methods;

/// <summary>The values that a parameter may have, and how they are written.</summary>
/// <typeparam name="T">The values' type.</typeparam>
internal sealed class ParameterRange<T>
{
    private readonly Func<string, (bool IsThere, T? Value)> read;
    private readonly Func<T, string> show;

    /// <summary>Makes one.</summary>
    /// <param name="text">The values in words.</param>
    /// <param name="read">Reads a value; tells whether it is one of the range.</param>
    /// <param name="show">Writes a value.</param>
    public ParameterRange(string text, Func<string, (bool IsThere, T? Value)> read, Func<T, string> show) =>
        (Text, this.read, this.show) = (text, read, show);

    /// <summary>The values in words.</summary>
    public string Text { get; }

    /// <summary>A value as text.</summary>
    public string Show(T value) => show(value);

    /// <summary>Reads a value.</summary>
    public bool TryRead(string text, out T? value)
    {
        (bool isThere, value) = read(text);
        return isThere;
    }
}

/// <summary>The ranges that there are.</summary>
internal static class ParameterRange
{
    /// <summary>Whole numbers.</summary>
    public static ParameterRange<int> Whole(int least, int most) => new(
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        text => (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most, number),
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Numbers.</summary>
    public static ParameterRange<double> Number(double least, double most) => new(
        string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"),
        text => (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most, number),
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>The members of an enumeration, their names in lower case.</summary>
    public static ParameterRange<T> Word<T>()
        where T : struct, Enum
    {
        string[] words = [.. Enum.GetNames<T>().Select(word => word.ToLowerInvariant())];
        return new ParameterRange<T>(
            $"one of {string.Join(", ", words)}",
            text => Array.IndexOf(words, text.ToLowerInvariant()) is var i and >= 0 ? (true, Enum.GetValues<T>()[i]) : (false, default),
            value => words[Array.IndexOf(Enum.GetValues<T>(), value)]);
    }
}
