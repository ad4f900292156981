namespace GradCam.Methods;

/// <summary>A parameter of a method, as text sets it: <c>rise:masks=8000</c>.</summary>
public sealed record MethodParameter
{
    private readonly Func<string, IAttributionMethod?> parse;

    private MethodParameter(string name, string value, string range, Func<string, IAttributionMethod?> parse) =>
        (Name, Value, Range, this.parse) = (name, value, range, parse);

    /// <summary>Its name in the text.</summary>
    public string Name { get; }

    /// <summary>The value that the method has.</summary>
    public string Value { get; }

    /// <summary>What values it may have.</summary>
    public string Range { get; }

    /// <summary>A whole number.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The method's own value.</param>
    /// <param name="least">The smallest possible one.</param>
    /// <param name="most">The largest possible one.</param>
    /// <param name="set">The method with another value.</param>
    public static MethodParameter Whole(string name, int value, int least, int most, Func<int, IAttributionMethod> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Of(name, ParameterRange.Whole(least, most), value, set);
    }

    /// <summary>A number.</summary>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The method's own value.</param>
    /// <param name="least">The smallest possible one.</param>
    /// <param name="most">The largest possible one.</param>
    /// <param name="set">The method with another value.</param>
    public static MethodParameter Number(string name, double value, double least, double most, Func<double, IAttributionMethod> set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Of(name, ParameterRange.Number(least, most), value, set);
    }

    /// <summary>One of a few words.</summary>
    /// <typeparam name="T">An enumeration whose members' names, in lower case, are the words.</typeparam>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The method's own value.</param>
    /// <param name="set">The method with another value.</param>
    public static MethodParameter Word<T>(string name, T value, Func<T, IAttributionMethod> set)
        where T : struct, Enum
    {
        ArgumentNullException.ThrowIfNull(set);
        return Of(name, ParameterRange.Word<T>(), value, set);
    }

    /// <summary>The method with another value of this parameter.</summary>
    /// <param name="text">The value as text.</param>
    /// <exception cref="UsageException">The value is none that the parameter may have.</exception>
    public IAttributionMethod Set(string text) => parse(text)
        ?? throw new UsageException($"{Name}={ShownText.Of(text)} is out of range: give {Range}") { Name = "method" };

    private static MethodParameter Of<T>(string name, ParameterRange<T> range, T value, Func<T, IAttributionMethod> set) => new(
        name, range.Show(value), range.Text, text => range.TryRead(text, out T? read) ? set(read!) : null);
}
