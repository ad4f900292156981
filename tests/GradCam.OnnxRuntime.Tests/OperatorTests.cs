using GradCam.Core.Tests.Networks;
using Xunit.Abstractions;

namespace GradCam.OnnxRuntime.Tests;

/// <summary>Every operator in each form of its attributes gives what ONNX Runtime gives.</summary>
public sealed class OperatorTests(ITestOutputHelper output)
{
    /// <summary>Of the largest value.</summary>
    private const double Bound = 2e-6;

    public static IEnumerable<object[]> Asked => OnnxCases.All.Where(one => one.NotInRuntime is null).Select(one => new object[] { one.ToString() });

    [Theory]
    [MemberData(nameof(Asked))]
    public void Operator_InEachForm_GivesWhatOnnxRuntimeGives(string name)
    {
        OnnxCase one = OnnxCases.Of(name);
        List<(long[] Shape, double[] Numbers)> ours = OnnxRun.Plain(one), theirs = RuntimeAnswer.Of(one);

        for (int i = 0; i < theirs.Count; i++)
        {
            Assert.Equal(theirs[i].Shape, ours[i].Shape);
            double largest = theirs[i].Numbers.Select(Math.Abs).Append(1e-30).Max();
            double difference = theirs[i].Numbers.Zip(ours[i].Numbers, (a, b) => a.Equals(b) ? 0 : Math.Abs(a - b)).Append(0).Max();
            output.WriteLine($"{difference / largest:e1} of the largest");
            Assert.True(difference <= Bound * largest, $"{difference / largest:e1}: {string.Join(' ', ours[i].Numbers.Take(12))} instead of {string.Join(' ', theirs[i].Numbers.Take(12))}");
        }
    }
}
