using GradCam.Checking;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Checking;

public class FillingTests
{
    /// <summary>Of four pixels the mean of the three that are kept, 3, stands in the hole.</summary>
    [Fact]
    public void Fill_OnePixelOfFour_TakesTheMeanOfTheOthers()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor filled = Filling.Fill(tensor(new float[] { 1, 99, 3, 5 }, [1, 1, 2, 2]), tensor(new float[] { 1, 0, 1, 1 }, [1, 1, 2, 2]));

        Assert.Equal<float>([1, 3, 3, 5], filled.data<float>().ToArray());
    }

    [Fact]
    public void Fill_AHoleInOneColour_LeavesNoTrace()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor kept = ones([1, 1, 15, 15]);
        kept[TensorIndex.Colon, TensorIndex.Colon, TensorIndex.Slice(3, 12), TensorIndex.Slice(0, 9)] = zeros([9, 9]);
        Tensor picture = ones([1, 3, 15, 15]) * kept * 0.25 + (1 - kept) * 7;

        Assert.All(Filling.Fill(picture, kept).data<float>().ToArray(), value => Assert.Equal(0.25f, value, 1e-6f));
    }

    [Fact]
    public void Fill_OfWhichNothingIsKept_IsZero()
    {
        using DisposeScope scope = NewDisposeScope();

        Assert.All(Filling.Fill(ones([1, 2, 5, 5]), zeros([1, 1, 5, 5])).data<float>().ToArray(), value => Assert.Equal(0, value));
    }
}
