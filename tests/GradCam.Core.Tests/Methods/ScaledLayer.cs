using GradCam.Methods;
using GradCam.Recording;
using GradCam.Sources;
using TorchSharp;
using static TorchSharp.torch;

namespace GradCam.Core.Tests.Methods;

/// <summary>The scores of a picture where a layer gives its own output times several factors.</summary>
internal static class ScaledLayer
{
    public const int Outputs = 3;

    /// <summary>The score of each, and what the progress remarked.</summary>
    /// <param name="network">The network.</param>
    /// <param name="input">The picture.</param>
    /// <param name="classId">Whose logit is the score.</param>
    /// <param name="layer">The layer. Default: the network's own.</param>
    public static (float[] Scores, string? Remark) Scores(Network network, Tensor input, int classId, string? layer = null)
    {
        using DisposeScope scope = NewDisposeScope();
        var plan = Plan.Create(network, new ExplainOptions { Pictures = [], Methods = [new AblationCamMethod()], Layers = layer is null ? [] : [layer] });
        using Pass pass = Pass.Run(network.Module, input, plan.Request);
        Tensor activation = pass.Activation(0).detach();
        string? remark = null;
        var probe = new Probe(network, plan.Request, 1 << 30, 0, (_, _, said) => remark = said);
        Tensor scales = tensor([0f, 1.5f, 3f], [Outputs, 1, 1, 1]);
        Tensor scores = probe.ScoresFrom(input, Outputs, piece => activation * scales[piece.Start.Value..piece.End.Value], Score.Logit(classId));
        return (scores.data<float>().ToArray(), remark);
    }
}
