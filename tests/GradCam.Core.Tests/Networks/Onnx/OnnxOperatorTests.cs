using GradCam.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Networks;

public sealed class OnnxOperatorTests : IDisposable
{
    /// <summary>Of the largest value.</summary>
    private const double Bound = 2e-6;

    private readonly DisposeScope scope = NewDisposeScope();

    public static IEnumerable<object[]> All => OnnxCases.Names;

    public static IEnumerable<object[]> Smooth => OnnxCases.All.Where(one => one.HasGradient).Select(one => new object[] { one.ToString() });

    public void Dispose() => scope.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public void Operator_InEachForm_GivesWhatPlainLoopsGive(string name)
    {
        OnnxCase one = OnnxCases.Of(name);
        List<(long[] Shape, double[] Numbers)> given = OnnxRun.Plain(one);
        PlainArray[] wanted = PlainOperators.Of(one);

        for (int i = 0; i < given.Count; i++)
        {
            Assert.Equal(wanted[i].Shape, given[i].Shape);
            double largest = wanted[i].Numbers.Select(Math.Abs).Append(1e-30).Max();
            double difference = wanted[i].Numbers.Zip(given[i].Numbers, (a, b) => Math.Abs(a - b)).Append(0).Max();
            Assert.True(difference <= Bound * largest, $"{difference / largest:e1}: {string.Join(' ', given[i].Numbers.Take(12))} instead of {string.Join(' ', wanted[i].Numbers.Take(12))}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Operator_OnShapesAlone_GivesTheShapesThatItGives(string name)
    {
        OnnxCase one = OnnxCases.Of(name);
        bool readsNumbers = one.Operator is "Resize" or "Upsample" or "Range" or "QuantizeLinear";
        if (one.Inputs is not [{ Type: OnnxValue.Float }, ..] || readsNumbers && one.Operator == "Range")
        {
            return;
        }

        Tensor?[] inputs = [.. one.Inputs.Select((input, i) => input?.Tensor() is { } made && made.is_floating_point() && (i == 0 || (made.numel() > 1 && !readsNumbers))
            ? empty(made.shape, made.dtype, META)
            : input?.Tensor())];
        Tensor[] shapes = OnnxRun.Outputs(one, inputs), wanted = OnnxRun.Outputs(one);

        Assert.Equal(wanted.Select(output => (OnnxSize.Show(output.shape), output.dtype)), shapes.Take(wanted.Length).Select(output => (OnnxSize.Show(output.shape), output.dtype)));
    }

    [Theory]
    [MemberData(nameof(Smooth))]
    public void Gradient_OfEachOperator_IsTheDifferenceQuotient(string name)
    {
        OnnxCase one = OnnxCases.Of(name);
        Tensor?[] inputs = [.. one.Inputs.Select(input => input?.Tensor(doubles: true))];
        // A norm's mean and variance are numbers of a trained network, for which libtorch has no gradients.
        Tensor[] moving = [.. inputs.Take(one.Operator == "BatchNormalization" ? 3 : inputs.Length).OfType<Tensor>().Where(input => input.dtype == ScalarType.Float64 && input.numel() > 0)];
        foreach (Tensor input in moving)
        {
            input.requires_grad_(true);
        }

        Score(OnnxRun.Outputs(one, inputs)).backward();
        using IDisposable still = no_grad();
        foreach (Tensor input in moving.Where(input => input.grad is not null))
        {
            double[] gradient = OnnxRun.Doubles(input.grad!);
            Assert.All(gradient, number => Assert.True(double.IsFinite(number)));
            double largest = Math.Max(gradient.Max(Math.Abs), 1);
            foreach (int i in Chosen(gradient.Length))
            {
                Assert.True(Math.Abs(gradient[i] - Quotient(one, inputs, input, i)) <= 1e-6 * largest, $"{gradient[i]} is not {Quotient(one, inputs, input, i)}");
            }
        }
    }

    [Fact]
    public void EveryOperator_HasACase() =>
        Assert.Equal(OnnxOperators.Names, OnnxCases.All.Select(one => one.Operator).Distinct().Order(StringComparer.Ordinal));

    /// <summary>Up to seven elements, spread over all.</summary>
    private static IEnumerable<int> Chosen(int count) => Enumerable.Range(0, Math.Min(count, 7)).Select(i => (int)((long)i * (count - 1) / Math.Max(Math.Min(count, 7) - 1, 1))).Distinct();

    /// <summary>All outputs, each element with a weight of its own.</summary>
    private static Tensor Score(Tensor[] outputs) => outputs
        .Select((output, k) => (output.to(ScalarType.Float64).reshape(-1) * OnnxValue.Formula(k + 9, [output.numel()]).Tensor(doubles: true)).sum([0]))
        .Aggregate((a, b) => a + b);

    private static double Quotient(OnnxCase one, Tensor?[] inputs, Tensor input, int i)
    {
        const double Step = 1e-5;
        double Moved(double by)
        {
            using DisposeScope moved = NewDisposeScope();
            using Scalar step = by;
            Tensor other = input.detach().clone();
            other.view(-1)[i].add_(step);
            return Score(OnnxRun.Outputs(one, [.. inputs.Select(each => ReferenceEquals(each, input) ? other : each)])).ToDouble();
        }

        return (Moved(Step) - Moved(-Step)) / (2 * Step);
    }
}
