using GradCam.Core.Tests.Networks;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Xunit.Abstractions;

namespace GradCam.OnnxRuntime.Tests;

/// <summary>The small models are what their figures say: ONNX Runtime reads them, and gives PyTorch's logits, or the softmax of them.</summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    public static TheoryData<string> Models => [.. OnnxFigures.Names];

    [Theory]
    [MemberData(nameof(Models))]
    public void Model_InOnnxRuntime_GivesPyTorchsLogits(string name)
    {
        double[] expected = OnnxFigures.Of(name)["logits"].Numbers;
        double[] given = [.. Enumerable.Range(0, 2).SelectMany(which => Run(name, which))];
        if (name is "keras_nhwc" or "opset7")
        {
            expected = [.. expected.Chunk(expected.Length / 2).SelectMany(Softmax)];
        }

        double difference = expected.Zip(given, (a, b) => Math.Abs(a - b)).Max() / expected.Max(Math.Abs);
        output.WriteLine($"{difference:e1} of the largest");
        Assert.True(difference <= 2e-6, $"{difference:e1}");
    }

    private static IEnumerable<double> Softmax(double[] logits) => logits.Select(logit => Math.Exp(logit) / logits.Sum(Math.Exp));

    private static double[] Run(string name, int which)
    {
        float[] picture = OnnxFigures.Picture(which);
        const int Size = OnnxFigures.Size;
        using InferenceSession session = new(OnnxFigures.Path($"{name}.onnx"));
        bool isChannelsLast = name == "keras_nhwc";
        float[] given = isChannelsLast ? [.. Enumerable.Range(0, picture.Length).Select(i => picture[(i % 3 * Size * Size) + (i / 3)])] : picture;
        DenseTensor<float> input = new(given, isChannelsLast ? [1, Size, Size, 3] : [1, 3, Size, Size]);
        string wanted = session.InputMetadata.Keys.Single(key => session.InputMetadata[key].Dimensions.Length == 4 && key is "x" or "input" or "input_1");
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> answers = session.Run([NamedOnnxValue.CreateFromTensor(wanted, input)]);
        return [.. answers[0].AsTensor<float>().Select(number => (double)number)];
    }
}
