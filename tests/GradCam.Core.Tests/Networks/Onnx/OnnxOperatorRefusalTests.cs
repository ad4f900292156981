using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

/// <summary>What operators refuse, before they compute anything, and what they must not end the process for.</summary>
public sealed class OnnxOperatorRefusalTests : IDisposable
{
    private static readonly OnnxValue X = OnnxValue.Formula(2, 3, 4, 5);

    private readonly DisposeScope scope = NewDisposeScope();

    public static TheoryData<string, string> Forms => new()
    {
        { "auto_pad", "node 'tried' (Conv) has attribute auto_pad 'SAME'; NOTSET, VALID, SAME_UPPER, SAME_LOWER are known" },
        { "training", "node 'tried' (BatchNormalization) is in training mode; export the model in evaluation mode, model.eval()" },
        { "places", "node 'tried' (MaxPool) gives also the places of the greatest values, which is not supported" },
        { "cast", "node 'tried' (Cast) has attribute to 8, an element type that is not supported" },
        { "blocks", "node 'tried' (DequantizeLinear) has attribute block_size, which is not supported; quantise each tensor or each channel" },
        { "type", "node 'tried' (Softmax) has attribute axis a string; it must be an int" },
        { "inputs", "node 'tried' (Conv) has 1 inputs, or lacks one that it needs; it takes at least 2" },
        { "absent", "node 'tried' (Conv) has 2 inputs, or lacks one that it needs; it takes at least 2" },
        { "reduction", "node 'tried' (ScatterND) has attribute reduction 'mean'; none, add, mul, min and max are known" },
        { "unknown", "node 'tried' (Loop) is of an operator that is not supported" },
    };

    public static TheoryData<string> Bombs => ["Expand", "Tile", "Range", "ConstantOfShape", "Pad", "Resize", "Mul", "MatMul", "Einsum", "Gather", "Conv", "AveragePool", "Concat", "ConvTranspose"];

    public static TheoryData<string> Misfits => ["MatMul", "Gemm", "Add", "Reshape", "Squeeze", "Gather", "Slice", "Split", "Pad", "Where", "GroupNormalization", "Resize", "Einsum", "Range", "Axis"];

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(Forms))]
    public void Check_OfAFormThatIsNotSupported_NamesNodeOperatorAndAttribute(string form, string message)
    {
        OnnxCase one = form switch
        {
            "auto_pad" => OnnxCases.Plain("Conv", form, 13, [X, X], ("auto_pad", "SAME")),
            "training" => OnnxCases.Plain("BatchNormalization", form, 15, [X, X, X, X, X], ("training_mode", 1L)),
            "places" => OnnxCases.Plain("MaxPool", form, 12, [X]) with { Outputs = 2 },
            "cast" => OnnxCases.Plain("Cast", form, 13, [X], ("to", 8L)),
            "blocks" => OnnxCases.Plain("DequantizeLinear", form, 21, [X, X], ("block_size", 16L)),
            "type" => OnnxCases.Plain("Softmax", form, 13, [X], ("axis", "1")),
            "inputs" => OnnxCases.Plain("Conv", form, 13, [X]),
            "absent" => OnnxCases.Plain("Conv", form, 13, [null, X]),
            "reduction" => OnnxCases.Plain("ScatterND", form, 18, [X, X, X], ("reduction", "mean")),
            _ => OnnxCases.Plain("Loop", form, 13, [X]),
        };

        CheckpointException failure = Assert.Throws<CheckpointException>(() => OnnxRun.Outputs(one));

        Assert.Equal(message, failure.Message);
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Run_OfWhatWouldBecomeTooLarge_IsRefusedBeforeItIsComputed(string operation)
    {
        const long Long = 1 << 20;
        Tensor number = zeros([1]), row = number.expand(1, Long), column = number.expand(Long, 1), plane = zeros([1, 1, 2, 2]);
        (OnnxCase One, Tensor?[] Inputs) tried = operation switch
        {
            "Expand" or "Tile" => (Case(), [number, Whole(operation == "Tile" ? [Long * Long] : [Long, Long])]),
            "Range" => (Case(), [tensor(0L), tensor(long.MaxValue), tensor(1L)]),
            "ConstantOfShape" => (Case(), [Whole(Long, Long)]),
            "Pad" => (Case(), [number, Whole(Long * 256, 1)]),
            "Resize" => (Case(), [plane, number.slice(0, 0, 0, 1), tensor((float[])[1, 1, Long, Long])]),
            "Mul" or "MatMul" => (Case(), [column, row]),
            "Einsum" => (Case(("equation", "ij,jk->ik")), [column, row]),
            "Gather" => (Case(), [number.expand(4, Long), zeros([Long], dtype: ScalarType.Int64)]),
            "Conv" => (Case(("pads", (long[])[Long, Long, Long, Long])), [plane, plane]),
            "ConvTranspose" => (Case(("strides", (long[])[Long, Long])), [plane, plane]),
            "AveragePool" => (Case(("kernel_shape", (long[])[1, 1]), ("pads", (long[])[Long, Long, Long, Long])), [plane]),
            _ => (Case(("axis", 0L)), [.. Enumerable.Repeat(number.expand(Long * 16), 17)]),
        };

        CheckpointException failure = Assert.Throws<CheckpointException>(() => OnnxRun.Outputs(tried.One, tried.Inputs));

        Assert.Contains("at most 268435456 elements are computed", failure.Message, StringComparison.Ordinal);

        Tensor Whole(params long[] numbers) => tensor(numbers);

        OnnxCase Case(params (string Name, object Value)[] attributes) =>
            OnnxCases.Plain(operation, "too large", 13, [.. Enumerable.Repeat<OnnxValue?>(X, operation switch { "Range" or "Resize" => 3, "ConstantOfShape" or "AveragePool" => 1, "Concat" => 17, _ => 2 })], attributes);
    }

    [Theory]
    [MemberData(nameof(Misfits))]
    public void Run_OfInputsThatDoNotFit_NamesTheNode(string operation)
    {
        OnnxCase one = operation switch
        {
            "MatMul" => OnnxCases.Plain(operation, "", 13, [X, X]),
            "Gemm" => OnnxCases.Plain(operation, "", 13, [OnnxValue.Formula(2, 3), OnnxValue.Formula(2, 3)]),
            "Add" => OnnxCases.Plain(operation, "", 13, [X, OnnxValue.Formula(2)]),
            "Reshape" => OnnxCases.Plain(operation, "", 13, [OnnxValue.Formula(2), OnnxValue.Longs(1, 0)]),
            "Squeeze" => OnnxCases.Plain(operation, "", 13, [X, OnnxValue.Longs(0)]),
            "Gather" => OnnxCases.Plain(operation, "", 13, [X, OnnxValue.Longs(2)]),
            "Slice" => OnnxCases.Plain(operation, "", 13, [X, OnnxValue.Longs(0), OnnxValue.Longs(1), OnnxValue.Longs(0), OnnxValue.Longs(0)]),
            "Split" => OnnxCases.Plain(operation, "", 13, [X, OnnxValue.Longs(1, 2)]) with { Outputs = 2 },
            "Pad" => OnnxCases.Plain(operation, "", 13, [X, OnnxValue.Longs(1, 2)]),
            "Where" => OnnxCases.Plain(operation, "", 13, [X, X, OnnxValue.Formula(2)]),
            "GroupNormalization" => OnnxCases.Plain(operation, "", 21, [X, X, X], ("num_groups", 2L)),
            "Resize" => OnnxCases.Plain(operation, "", 13, [X, null, OnnxValue.Floats([4], 1, 1, 0.01f, 1)]),
            "Einsum" => OnnxCases.Plain(operation, "", 13, [X], ("equation", "ij->ij")),
            "Range" => OnnxCases.Plain(operation, "", 13, [OnnxValue.Long(0), OnnxValue.Long(3), OnnxValue.Long(0)]),
            _ => OnnxCases.Plain("Softmax", "", 13, [X], ("axis", 4L)),
        };

        CheckpointException failure = Assert.Throws<CheckpointException>(() => OnnxRun.Outputs(one));

        Assert.StartsWith($"node 'tried' ({one.Operator}) ", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Div", long.MinValue)]
    [InlineData("Mod", 0)]
    public void SmallestWholeNumber_ByMinusOne_DoesNotEndTheProcess(string operation, long expected)
    {
        Tensor[] given = OnnxRun.Outputs(OnnxCases.Plain(operation, "", 13, [X, X]), [tensor(long.MinValue), tensor(-1L)]);

        Assert.Equal(expected, given[0].ToInt64());
    }

    [Fact]
    public void Relu_AndClipsThatAreOne_FollowTheRuleOfGuidedBackpropagation()
    {
        OnnxCase[] rectifiers =
        [
            OnnxCases.Of("Relu default"), OnnxCases.Of("Clip attributes 0 and the largest float"), OnnxCases.Of("Clip input 0"), OnnxCases.Of("Clip inputs 0 and 6"), OnnxCases.Of("Clip attributes 0 and 6"),
        ];
        foreach (OnnxCase one in rectifiers)
        {
            Tensor x = one.Inputs[0]!.Tensor().requires_grad_(true);
            using NetworkPass pass = new() { Guard = new RectifierGuard(RectifierRule.Guided, RectifierKinds.All) };
            using NetworkPass.Opened open = pass.Open();
            Tensor y = OnnxRun.Outputs(one, [x, .. one.Inputs.Skip(1).Select(input => input?.Tensor())])[0];
            autograd.backward([y.sum().neg()], inputs: [x]);

            Assert.Equal(0, x.grad!.abs().max().ToSingle());
        }
    }
}
