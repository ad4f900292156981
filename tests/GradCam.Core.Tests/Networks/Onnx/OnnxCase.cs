namespace GradCam.Core.Tests.Networks;

/// <summary>One use of an operator: its attributes and inputs.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Form">What is special about this use; with the operator's name it names the case.</param>
/// <param name="Opset">The version of the operators.</param>
/// <param name="Inputs">The inputs; null for an absent one.</param>
internal sealed record OnnxCase(string Operator, string Form, int Opset, params OnnxValue?[] Inputs)
{
    /// <summary>The attributes, as <see cref="OnnxWriter"/> takes them.</summary>
    public IReadOnlyDictionary<string, object> Attributes { get; init; } = new Dictionary<string, object>();

    /// <summary>How many outputs are taken.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>True where gradients are compared with differences.</summary>
    public bool HasGradient { get; init; }

    /// <summary>Why ONNX Runtime is not asked; null where it is.</summary>
    public string? NotInRuntime { get; init; }

    public long Int(string name, long absent) => Attributes.TryGetValue(name, out object? value) ? (long)value : absent;

    public float Float(string name, float absent) => Attributes.TryGetValue(name, out object? value) ? (float)value : absent;

    public string Text(string name, string absent) => Attributes.TryGetValue(name, out object? value) ? (string)value : absent;

    public long[]? Ints(string name) => Attributes.TryGetValue(name, out object? value) ? (long[])value : null;

    /// <summary>Whole numbers of an input, or, where it is absent, of an attribute.</summary>
    public long[]? Ints(int input, string name) => input < Inputs.Length && Inputs[input] is { } value ? [.. value.Numbers.Select(number => (long)number)] : Ints(name);

    public override string ToString() => $"{Operator} {Form}";
}
