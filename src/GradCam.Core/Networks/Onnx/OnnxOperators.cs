using System.Collections.Frozen;

namespace GradCam.Networks;

/// <summary>Every operator that graphs may use, by name; a kind of operators is a file with a table.</summary>
internal static class OnnxOperators
{
    /// <summary>The oldest version of ONNX's operators that is read as it was meant.</summary>
    public const int OldestOpset = 7;

    /// <summary>The newest version of ONNX's operators that was looked at.</summary>
    public const int NewestOpset = 24;

    private static readonly FrozenDictionary<string, OnnxOperation> All = new[]
    {
        OnnxActivations.Table,
        OnnxArithmetic.Table,
        OnnxAssembly.Table,
        OnnxConstants.Table,
        OnnxConvolutions.Table,
        OnnxIndexing.Table,
        OnnxNormalisations.Table,
        OnnxPadding.Table,
        OnnxPools.Table,
        OnnxProducts.Table,
        OnnxQuantised.Table,
        OnnxReductions.Table,
        OnnxResizing.Table,
        OnnxScattering.Table,
        OnnxShapes.Table,
    }.SelectMany(table => table).ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);

    /// <summary>The names of the supported operators, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>An operator; null where it is not supported.</summary>
    /// <param name="domain">The node's domain; ONNX's own is empty or <c>ai.onnx</c>.</param>
    /// <param name="name">The operator's name.</param>
    public static OnnxOperation? Find(string domain, string name) => domain is "" or "ai.onnx" ? All.GetValueOrDefault(name) : null;

    /// <summary>Refuses a node whose operator, number of inputs or attributes are not supported, without running it.</summary>
    /// <exception cref="CheckpointException">It is not supported; the message names node, operator and attribute.</exception>
    public static OnnxOperation Check(OnnxNode node)
    {
        OnnxOperation operation = Find(node.Domain, node.Operator) ?? throw node.Fail("is of an operator that is not supported");
        int given = node.Inputs.Count;
        if (given < operation.Fewest || given > operation.Most || node.Inputs.Take(operation.Fewest).Contains(string.Empty))
        {
            throw node.Fail(operation.Fewest == operation.Most
                ? $"has {given} inputs; it takes {operation.Fewest}"
                : $"has {given} inputs, or lacks one that it needs; it takes at least {operation.Fewest}");
        }

        operation.Check(node);
        return operation;
    }
}
