using GradCam.Methods;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>Layers that have nothing to show, or of which a method cannot be sure.</summary>
public class DegenerateMapTests
{
    private static readonly string[] OfALayer = [.. MethodCatalog.All.Where(method => method is { Needs: { Layer: true, EveryLayer: false, OwnPasses: false, Rule: null } }).Select(method => method.Key)];

    public static TheoryData<string> Keys => [.. OfALayer];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Method_OfALayerOfZeros_IsFiniteAndZero(string key)
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor map, _) = Compute(key, zeros([1, 3, 4, 4]), zeros([1, 3, 4, 4]));
        Assert.All(map.data<float>().ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Fem_OfAConstantChannel_GivesNothing()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.All(Compute(FemMethod.Name, ones([1, 2, 3, 3]), zeros([1, 2, 3, 3])).Map.data<float>().ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void EigenCam_OfAsMuchOnBothSides_WarnsThatTheSignIsNotClear()
    {
        using DisposeScope scope = NewDisposeScope();
        (Tensor map, IReadOnlyList<string> warnings) = Compute(EigenCamMethod.Name, tensor([1f, -1f, 0f, 0f], [1, 1, 2, 2]), zeros([1, 1, 2, 2]));
        Assert.Equal("the sign of the component is not clear (0.000 where 1 is clear), and the map may show the opposite", Assert.Single(warnings));
        // Its first of the largest entries is positive.
        Assert.True(map.data<float>()[0] > 0);
    }

    [Fact]
    public void EigenCam_OfAPeak_SaysNothing()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Empty(Compute(EigenCamMethod.Name, tensor([3f, -1f, -1f, -1f], [1, 1, 2, 2]), zeros([1, 1, 2, 2])).Warnings);
    }

    [Fact]
    public void EigenGradCam_OfMoreAgainstThanFor_WarnsOfOppositeEvidence()
    {
        using DisposeScope scope = NewDisposeScope();
        (_, IReadOnlyList<string> warnings) = Compute(EigenGradCamMethod.Name, tensor([4f, 1f, 1f, 1f], [1, 1, 2, 2]), -ones([1, 1, 2, 2]));
        Assert.Equal("the component runs against the sum over the channels, and the map may show what speaks against the class", Assert.Single(warnings));
    }

    [Fact]
    public void EigenGradCam_OfMoreForThanAgainst_SaysNothing()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Empty(Compute(EigenGradCamMethod.Name, tensor([4f, 1f, 1f, 1f], [1, 1, 2, 2]), ones([1, 1, 2, 2])).Warnings);
    }

    [Fact]
    public void XGradCam_OfAChannelThatIsNeverPositive_LeavesItOut()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.All(Compute(XGradCamMethod.Name, -ones([1, 1, 2, 2]), ones([1, 1, 2, 2])).Map.data<float>().ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void KpcaCam_OfALargeLayer_IsOfThePooledLayer()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Equal([1, 32, 32], Compute(KpcaCamMethod.Name, rand([1, 2, 40, 40]), zeros([1, 2, 40, 40])).Map.shape);
    }

    private static (Tensor Map, IReadOnlyList<string> Warnings) Compute(string key, Tensor activation, Tensor gradient)
    {
        var notes = new MethodNotes();
        var context = new AttributionContext(activation, activation, [Score.Logit(0)], [new RecordedLayer("layer", activation, gradient)], notes: notes);
        return (MethodCatalog.Find(key).Compute(context).contiguous(), notes.WarningsOf(0));
    }
}
