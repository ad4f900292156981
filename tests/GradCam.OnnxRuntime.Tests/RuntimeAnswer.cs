using GradCam.Core.Tests.Networks;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GradCam.OnnxRuntime.Tests;

/// <summary>What ONNX Runtime gives for a case.</summary>
internal static class RuntimeAnswer
{
    /// <summary>A file of the one operator: the first input is the graph's, the others stand in it.</summary>
    public static byte[] File(OnnxCase one)
    {
        string[] inputs = [.. one.Inputs.Select((input, i) => input is null ? string.Empty : $"x{i}")];
        string[] outputs = [.. Enumerable.Range(0, one.Outputs).Select(i => $"y{i}")];
        return OnnxWriter.Model(
            one.Opset,
            [OnnxWriter.Node(one.Operator, inputs, outputs, one.Attributes)],
            one.Inputs.Take(1).Select(input => OnnxWriter.Value("x0", input!.Type, input.Shape)),
            outputs.Select(output => new OnnxWriter().Text(1, output)),
            one.Inputs.Select((input, i) => (input, i)).Skip(1).Where(pair => pair.input is not null).Select(pair => OnnxWriter.Tensor($"x{pair.i}", pair.input!)));
    }

    public static List<(long[] Shape, double[] Numbers)> Of(OnnxCase one)
    {
        using SessionOptions options = new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using InferenceSession session = new(File(one), options);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> answers = session.Run([.. one.Inputs.Take(1).Select(input => Given(input!))]);
        return [.. answers.Select(Plain)];
    }

    private static NamedOnnxValue Given(OnnxValue value)
    {
        int[] shape = [.. value.Shape.Select(size => (int)size)];
        return value.Type switch
        {
            OnnxValue.Float => Made(number => (float)number),
            OnnxValue.UInt8 => Made(number => (byte)number),
            OnnxValue.Int8 => Made(number => (sbyte)number),
            OnnxValue.Int32 => Made(number => (int)number),
            OnnxValue.Int64 => Made(number => (long)number),
            _ => Made(number => number != 0),
        };

        NamedOnnxValue Made<T>(Func<double, T> of) => NamedOnnxValue.CreateFromTensor("x0", new DenseTensor<T>(value.Numbers.Select(of).ToArray(), shape));
    }

    private static (long[] Shape, double[] Numbers) Plain(NamedOnnxValue value) => value.Value switch
    {
        Tensor<float> numbers => Read(numbers, number => number),
        Tensor<byte> numbers => Read(numbers, number => number),
        Tensor<sbyte> numbers => Read(numbers, number => number),
        Tensor<int> numbers => Read(numbers, number => number),
        Tensor<long> numbers => Read(numbers, number => number),
        Tensor<bool> numbers => Read(numbers, number => number ? 1 : 0),
        var other => throw new NotSupportedException($"{other?.GetType()}"),
    };

    private static (long[] Shape, double[] Numbers) Read<T>(Tensor<T> numbers, Func<T, double> number) =>
        ([.. numbers.Dimensions.ToArray().Select(size => (long)size)], [.. numbers.Select(number)]);
}
