using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>Operators that bring values to a mean and a spread.</summary>
internal static class OnnxNormalisations
{
    private const float Epsilon = 1e-5f;

    /// <summary>The operators of this kind.</summary>
    public static IEnumerable<OnnxOperation> Table =>
    [
        new("BatchNormalization", 5, 5, BatchNormalization) { Check = CheckBatchNormalization },
        new("LayerNormalization", 2, 3, LayerNormalization),
        new("RMSNormalization", 2, 2, RmsNormalization),
        new("GroupNormalization", 3, 3, GroupNormalization),
        new("InstanceNormalization", 3, 3, InstanceNormalization),
        new("LRN", 1, 1, (node, inputs) => [LocalResponse(node, inputs[0]!)]),
        new("LpNormalization", 1, 1, (node, inputs) => [LpNormalization(node, inputs[0]!)]),
    ];

    private static void CheckBatchNormalization(OnnxNode node)
    {
        if (node.Flag("training_mode") || node.Outputs.Skip(1).Any(name => name.Length > 0))
        {
            throw node.Fail("is in training mode; export the model in evaluation mode, model.eval()");
        }

        if (node.Int("spatial", 1) != 1)
        {
            throw node.Fail("has attribute spatial 0, which is not supported");
        }
    }

    private static Tensor[] BatchNormalization(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!;
        if (x.dim() < 2 || inputs.Skip(1).Any(input => input!.numel() != x.shape[1]))
        {
            throw node.Fail($"takes {OnnxSize.Show(x.shape)} with other numbers of channels");
        }

        return OnnxValues.IsShapeOnly(x)
            ? [OnnxValues.Blank(x, x.shape)]
            : [nn.functional.batch_norm(x, inputs[3]!, inputs[4]!, inputs[1]!, inputs[2]!, training: false, eps: node.Float("epsilon", Epsilon))];
    }

    private static Tensor[] LayerNormalization(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!, scale = inputs[1]!;
        Tensor? bias = OnnxValues.Optional(inputs, 2);
        float epsilon = node.Float("epsilon", Epsilon);
        int axis = (int)OnnxValues.Axis(node, x, -1);
        long[] normalised = x.shape[axis..];
        if (OnnxValues.IsShapeOnly(x))
        {
            OnnxSize.Broadcast(node, x.shape, scale.shape, bias?.shape ?? []);
            long[] outer = [.. x.shape[..axis], .. normalised.Select(_ => 1L)];
            return [OnnxValues.Blank(x, x.shape), OnnxValues.Blank(x, outer), OnnxValues.Blank(x, outer)];
        }

        bool isWhole = scale.shape.AsSpan().SequenceEqual(normalised) && (bias is null || bias.shape.AsSpan().SequenceEqual(normalised));
        Tensor y = isWhole
            ? nn.functional.layer_norm(x, normalised, scale, bias, epsilon)
            : Scaled(node, nn.functional.layer_norm(x, normalised, eps: epsilon), scale, bias);
        return node.Outputs.Count == 1 ? [y] : [y, .. Moments(x, axis, epsilon)];
    }

    private static Tensor Scaled(OnnxNode node, Tensor y, Tensor scale, Tensor? bias)
    {
        OnnxSize.Broadcast(node, y.shape, scale.shape, bias?.shape ?? []);
        return bias is null ? y * scale : (y * scale).Plus(bias);
    }

    /// <summary>The mean, and the inverse of the standard deviation, over the dimensions from an axis on.</summary>
    private static Tensor[] Moments(Tensor x, int axis, double epsilon)
    {
        long[] dimensions = [.. Enumerable.Range(axis, (int)x.dim() - axis).Select(i => (long)i)];
        Tensor mean = x.mean(dimensions, true);
        return [mean, OnnxValues.Plus((x - mean).Squared().mean(dimensions, true), epsilon).rsqrt()];
    }

    private static Tensor[] RmsNormalization(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!;
        int axis = (int)OnnxValues.Axis(node, x, -1);
        long[] dimensions = [.. Enumerable.Range(axis, (int)x.dim() - axis).Select(i => (long)i)];
        Tensor y = x * OnnxValues.Plus(x.Squared().mean(dimensions, true), node.Float("epsilon", Epsilon)).rsqrt();
        return [Scaled(node, y, inputs[1]!, null)];
    }

    /// <summary>Scale and bias have a number a channel, or, before opset 21, a number a group.</summary>
    private static Tensor[] GroupNormalization(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!, scale = inputs[1]!, bias = inputs[2]!;
        long groups = node.Int("num_groups", 0);
        if (x.dim() < 2 || groups < 1 || x.shape[1] % groups != 0)
        {
            throw node.Fail($"takes {OnnxSize.Show(x.shape)} in {groups} groups");
        }

        if (OnnxValues.IsShapeOnly(x))
        {
            return [OnnxValues.Blank(x, x.shape)];
        }

        if (scale.numel() == groups && bias.numel() == groups && groups != x.shape[1])
        {
            scale = scale.repeat_interleave(x.shape[1] / groups);
            bias = bias.repeat_interleave(x.shape[1] / groups);
        }

        return [nn.functional.group_norm(x, groups, scale, bias, node.Float("epsilon", Epsilon))];
    }

    /// <summary>libtorch's own takes no planes of one pixel.</summary>
    private static Tensor[] InstanceNormalization(OnnxNode node, IReadOnlyList<Tensor?> inputs)
    {
        Tensor x = inputs[0]!;
        if (x.dim() < 3)
        {
            throw node.Fail($"takes {OnnxSize.Show(x.shape)}, which has no planes");
        }

        if (OnnxValues.IsShapeOnly(x))
        {
            return [OnnxValues.Blank(x, x.shape)];
        }

        long[] channels = [-1, .. Enumerable.Repeat(1L, (int)x.dim() - 2)];
        Tensor y = nn.functional.layer_norm(x, x.shape[2..], eps: node.Float("epsilon", Epsilon));
        return [Scaled(node, y, inputs[1]!.reshape(channels), inputs[2]!.reshape(channels))];
    }

    /// <summary>The sum of squares over neighbouring channels; of an even size one more of those behind.</summary>
    private static Tensor LocalResponse(OnnxNode node, Tensor x)
    {
        long size = node.Int("size", 0);
        if (x.dim() < 3 || size < 1)
        {
            throw node.Fail($"takes {OnnxSize.Show(x.shape)} with attribute size {size}");
        }

        // Channels that are not there add nothing, however many.
        long front = Math.Min((size - 1) / 2, x.shape[1]), back = Math.Min(size / 2, x.shape[1]);
        long[] pads = [.. Enumerable.Repeat(0L, 2 * ((int)x.dim() - 2)), front, back];
        Tensor sums = nn.functional.pad(x.Squared(), pads).unfold(1, front + back + 1, 1).sum([-1]);
        using Scalar beta = (double)node.Float("beta", 0.75f);
        return x / OnnxValues.Plus(OnnxValues.Times(sums, (double)node.Float("alpha", 0.0001f) / size), node.Float("bias", 1)).pow(beta);
    }

    private static Tensor LpNormalization(OnnxNode node, Tensor x)
    {
        long p = node.Int("p", 2);
        return x / x.norm((int)OnnxValues.Axis(node, x, -1), keepdim: true, p is 1 or 2 ? p : throw node.Fail($"has attribute p {p}; 1 and 2 are known"));
    }
}
