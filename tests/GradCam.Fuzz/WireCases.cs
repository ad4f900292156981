using System.Text;
using CsCheck;

namespace GradCam.Fuzz;

/// <summary>Good models of which whole fields are changed: what stands round them still fits, so that more of the reader is reached.</summary>
/// <param name="seeds">The models.</param>
public sealed class WireCases(byte[][] seeds)
{
    private static readonly string[] Operators =
    [
        "Conv", "MaxPool", "AveragePool", "Gemm", "MatMul", "Reshape", "Expand", "Tile", "Range", "ConstantOfShape", "Pad", "Resize", "Concat", "Slice", "Gather", "Einsum", "Loop", "If", "Transpose",
        "Softmax", "Sigmoid", "Identity", "Shape", "Split", "Where", "Cast", "LayerNormalization", "CumSum", "ConvTranspose", "Unsqueeze", "Flatten", "Mul", "Add", "ReduceMean", "Trilu", "ScatterND",
    ];

    private readonly IReadOnlyList<WireField>[] trees = [.. seeds.Select(WireField.Parse)];

    public Gen<HostileFile> All => Gen.OneOf(Lengths, Numbers, Removed, Repeated, Swapped, Texts, Retyped);

    private Gen<HostileFile> Lengths =>
        from number in Odd.Number
        from step in Gen.Int[-9, 9]
        from near in Gen.Bool
        from file in Changed("field lengths", part => [part with { Length = near ? unchecked((ulong)(part.Content().Length + step)) : unchecked((ulong)number) }])
        select file;

    private Gen<HostileFile> Numbers =>
        from number in Odd.Number
        from step in Gen.Int[-3, 3]
        from near in Gen.Bool
        from file in Changed("field numbers", part => [part.Kind == 0
            ? part with { Value = near ? unchecked(part.Value + (ulong)step) : unchecked((ulong)number) }
            : part with { Parts = null, Bytes = Overwritten(part.Content(), number) }])
        select file;

    private Gen<HostileFile> Removed => Changed("fields removed", _ => []);

    private Gen<HostileFile> Repeated =>
        from times in Gen.Frequency((5, Gen.Int[2, 4]), (1, Gen.Int[5, 3000]))
        from file in Changed("fields repeated", part => Enumerable.Repeat(part, times))
        select file;

    private Gen<HostileFile> Swapped =>
        from other in Gen.Int[0, trees.Length - 1]
        from which in Gen.Int[0, trees[other].Sum(part => part.Count) - 1]
        from beside in Gen.Bool
        let found = WireField.Find(trees[other], which)
        from file in Changed("fields swapped", part => beside ? [part, found] : [found with { Number = part.Number }])
        select file;

    private Gen<HostileFile> Texts =>
        from text in Gen.OneOf(Gen.OneOf(Operators), Gen.OneOf("", "x", "axis", "axes", "pads", "strides", "dilations", "\u001b[2J", "com.microsoft", new string('n', 70_000)))
        from file in Changed("field texts", part => [part with { Parts = null, Bytes = Encoding.UTF8.GetBytes(text), Kind = 2 }])
        select file;

    private Gen<HostileFile> Retyped =>
        from number in Gen.Int[1, 30]
        from kind in Gen.OneOf(0, 1, 2, 5)
        from file in Changed("fields retyped", part => [part with { Number = number, Kind = kind, Parts = null, Bytes = Sized(part.Content(), kind) }])
        select file;

    private Gen<HostileFile> Changed(string kind, Func<WireField, IEnumerable<WireField>> change) =>
        from tree in Gen.OneOf(trees)
        from which in Gen.Int[0, tree.Sum(part => part.Count) - 1]
        select new HostileFile(kind, WireField.Write(WireField.Change(tree, which, change)));

    private static byte[] Sized(byte[] content, int kind) => kind switch { 0 => [], 1 => [.. content.Concat(new byte[8]).Take(8)], 5 => [.. content.Concat(new byte[4]).Take(4)], _ => content };

    private static byte[] Overwritten(byte[] content, long number)
    {
        byte[] bytes = [.. content];
        BitConverter.GetBytes(number).AsSpan(0, Math.Min(8, bytes.Length)).CopyTo(bytes);
        return bytes;
    }
}
