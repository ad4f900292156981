namespace GradCam.Networks;

/// <summary>Operators that bend each element.</summary>
internal static class OnnxActivations
{
    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        new("Relu", 1, 1, (_, inputs) => [Rectify.Apply(inputs[0]!, RectifierKinds.ReluModule)]),
    ];
}
