using System.Security.Cryptography;
using System.Text;
using GradCam.Networks;
using GradCam.Recording;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Recording;

/// <summary>A pass leaves the caller's model as it found it, also when it fails.</summary>
public class ModelStateTests
{
    [Theory]
    [InlineData(SmallNetwork.Layer, true)]
    [InlineData(SmallNetwork.Layer, false)]
    [InlineData("no such layer", true)]
    [InlineData("7", true)]
    public void Run_OnAModelInTraining_LeavesModesFlagsGradientsAndWeights(string layer, bool inputGradient)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> model = SmallNetwork.Create();
        Unsettle(model);
        string before = Describe(model);

        Exception? failure = Record.Exception(() => Explain(model, layer, inputGradient));

        Assert.Equal(layer == SmallNetwork.Layer ? null : typeof(LayerException), failure?.GetType());
        Assert.Equal(before, Describe(model));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_Ended_LeavesTheCallersHookAndNoOther(bool inputGradient)
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> model = SmallNetwork.Create();
        model.eval();
        foreach (Tensor parameter in model.parameters())
        {
            parameter.requires_grad = false;
        }

        int calls = 0;
        var layer = (nn.Module<Tensor, Tensor>)SmallNetwork.Part(model, SmallNetwork.Layer);
        layer.register_forward_hook((_, _, output) =>
        {
            calls++;
            return output;
        });
        Explain(model, SmallNetwork.Layer, inputGradient);
        Assert.Equal(1, calls);

        Tensor logits = model.call(SmallNetwork.Pictures(1));

        Assert.Equal(2, calls);
        // Ours would start a graph at the layer.
        Assert.False(logits.requires_grad);
    }

    [Fact]
    public void Run_OnPictures_LeavesThemAsTheyWere()
    {
        using DisposeScope scope = NewDisposeScope();
        using nn.Module<Tensor, Tensor> model = SmallNetwork.Create();
        Tensor pictures = SmallNetwork.Pictures(2);
        byte[] before = pictures.bytes.ToArray();

        using Pass pass = Pass.Run(model, pictures, new PassRequest { Layers = [SmallNetwork.Layer], InputGradient = true });
        using Tensor gradient = pass.InputGradient([0, 1], RectifierGuard.None);

        Assert.Equal(before, pictures.bytes.ToArray());
        Assert.False(pictures.requires_grad);
        Assert.Null(pictures.grad);
    }

    /// <summary>A state that nobody would guess: a part in evaluation, a frozen weight, gradients from a step of the caller's.</summary>
    private static void Unsettle(nn.Module<Tensor, Tensor> model)
    {
        model.call(SmallNetwork.Pictures(2)).sum().backward();
        SmallNetwork.Part(model, "1").eval();
        model.get_parameter("0.weight")!.requires_grad = false;
    }

    private static void Explain(nn.Module<Tensor, Tensor> model, string layer, bool inputGradient)
    {
        using Pass pass = Pass.Run(model, SmallNetwork.Pictures(2), new PassRequest { Layers = [layer], InputGradient = inputGradient });
        using Tensor gradient = pass.LayerGradient([0, 1]);
    }

    private static string Describe(nn.Module model)
    {
        var text = new StringBuilder();
        foreach ((string name, nn.Module module) in model.named_modules())
        {
            text.AppendLine(FormattableString.Invariant($"{name}: training {module.training}"));
        }

        foreach ((string name, Tensor weight) in model.state_dict())
        {
            text.AppendLine(FormattableString.Invariant($"{name}: requires_grad {weight.requires_grad}, {Hash(weight)}, gradient {Hash(weight.grad)}"));
        }

        return text.ToString();
    }

    private static string Hash(Tensor? tensor) => tensor is null ? "none" : Convert.ToHexString(SHA256.HashData(tensor.bytes));
}
