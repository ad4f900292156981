using GradCam.Core.Tests.Reference;
using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Recording;

/// <summary>Runs while no other test does: what is counted here, the process shares.</summary>
[Collection(nameof(WholeNetworks))]
public class LeakTests
{
    private const int Runs = 200;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pass_RunManyTimes_LeavesNoTensor(bool inputGradient)
    {
        using nn.Module<Tensor, Tensor> model = SmallNetwork.Create();
        using Tensor pictures = SmallNetwork.Pictures(2);
        TestAssembly.AssertLeavesNoTensor(() => Explain(model, pictures, inputGradient), Runs);
    }

    [Fact]
    public void Pass_RunManyTimes_KeepsItsMemory()
    {
        using nn.Module<Tensor, Tensor> model = SmallNetwork.Create();
        using Tensor pictures = SmallNetwork.Pictures(1, size: 224);
        // libtorch's threads and the allocator settle after some hundred runs.
        for (int run = 0; run < 150; run++)
        {
            Explain(model, pictures, inputGradient: true);
        }

        TestAssembly.Settle();
        long before = Environment.WorkingSet;
        for (int run = 0; run < Runs; run++)
        {
            Explain(model, pictures, inputGradient: true);
        }

        // The smallest gradient kept would be 0.6 MB a run, 120 MB in all; up to 25 MB up or down was measured.
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 90 << 20);
    }

    [Fact]
    public void Run_ThatFails_LeavesNoTensor()
    {
        using nn.Module<Tensor, Tensor> model = SmallNetwork.Create();
        using Tensor pictures = SmallNetwork.Pictures(2);
        TestAssembly.Settle();
        long before = Tensor.TotalCount;
        foreach (string layer in new[] { "no such layer", "7" })
        {
            Assert.Throws<LayerException>(() => Pass.Run(model, pictures, new PassRequest { Layers = [layer] }));
            Assert.Equal(before, Tensor.TotalCount);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pass_Ended_LeavesNoHookThatKeepsTensors(bool inputGradient)
    {
        using nn.Module<Tensor, Tensor> model = SmallNetwork.Create();
        using Tensor pictures = SmallNetwork.Pictures(2);
        Explain(model, pictures, inputGradient);
        TestAssembly.Settle();
        long before = Tensor.TotalCount;
        using (DisposeScope scope = NewDisposeScope())
        {
            model.call(pictures);
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    private static void Explain(nn.Module<Tensor, Tensor> model, Tensor pictures, bool inputGradient)
    {
        using Pass pass = Pass.Run(
            model,
            pictures,
            new PassRequest { Layers = [SmallNetwork.Layer], InputGradient = inputGradient, Recorded = RecordedOutput.LeftInMemory });
        int[] classes = [.. Enumerable.Range(0, (int)pictures.shape[0])];
        using Tensor gradient = pass.LayerGradient(classes);
        AttributionContext context = PassReading.Context(pass.Activation(0), gradient);
        foreach (IAttributionMethod method in (IAttributionMethod[])[.. MethodCatalog.All.Where(method => method.Needs == Needs.Gradient), new AnyPositivePlusPlusMethod()])
        {
            using DisposeScope scope = NewDisposeScope();
            method.Compute(context);
        }

        if (inputGradient)
        {
            using Tensor guided = pass.InputGradient(classes, RectifierKinds.All);
            using Tensor modules = pass.InputGradient(classes, RectifierKinds.ReluModule);
        }
    }
}
