namespace GradCam.Core.Tests.Networks;

/// <summary>Every operator in each form of its attributes.</summary>
internal static class OnnxCases
{
    public static IReadOnlyList<OnnxCase> All { get; } =
    [
        .. OnnxElementCases.All, .. OnnxArithmeticCases.All, .. OnnxWindowCases.All, .. OnnxNormalisationCases.All, .. OnnxReductionCases.All,
        .. OnnxShapeCases.All, .. OnnxIndexingCases.All, .. OnnxProductCases.All, .. OnnxResizingCases.All, .. OnnxQuantisedCases.All,
    ];

    public static IEnumerable<object[]> Names => All.Select(one => new object[] { one.ToString() });

    public static OnnxCase Of(string name) => All.Single(one => one.ToString() == name);

    /// <summary>Values one after the other.</summary>
    public static IEnumerable<T> Each<T>(params T[] values) => values;

    /// <summary>A case whose gradients are looked at.</summary>
    public static OnnxCase Smooth(string operation, string form, int opset, OnnxValue?[] inputs, params (string Name, object Value)[] attributes) =>
        Plain(operation, form, opset, inputs, attributes) with { HasGradient = true };

    /// <summary>A case without gradients, of whole numbers for example.</summary>
    public static OnnxCase Plain(string operation, string form, int opset, OnnxValue?[] inputs, params (string Name, object Value)[] attributes) =>
        new(operation, form, opset, inputs) { Attributes = attributes.ToDictionary(attribute => attribute.Name, attribute => attribute.Value) };

    /// <summary>Fractions above a half.</summary>
    public static OnnxValue Positive(params long[] shape)
    {
        OnnxValue value = OnnxValue.Formula(shape);
        return value with { Numbers = [.. value.Numbers.Select(number => (double)(float)(Math.Abs(number) + 0.6))] };
    }
}
