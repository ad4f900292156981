using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using GradCam.Sources;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GradCam;

/// <summary>Why a network cannot serve a method.</summary>
/// <param name="Lack">What it has or has not, to follow "this network has".</param>
/// <param name="Refusal">What is said where the method was asked for, to follow its title.</param>
internal sealed record Unserved(string Lack, string Refusal)
{
    private static readonly string Others = $"layer methods such as {MethodCatalog.All[0].Title} serve it";

    /// <summary>What a caller's module says before a pass; null where nothing stands against the method.</summary>
    public static Unserved? By(Network network, PlannedMethod method) =>
        method.Guard != RectifierGuard.None && !network.IsOurs && ModuleTree.Walk(network.Module).FirstOrDefault(entry => IsForeign(entry.Module)) is { } foreign
            ? new Unserved(
                $"'{foreign.Name}', which cannot be guarded",
                $"cannot guard '{foreign.Name}': use GradCam.Networks.Rectifier in place of nn.{foreign.Module.GetName()}, or ask for maps only")
            : null;

    /// <summary>What a pass through the network showed; null where nothing stands against the method.</summary>
    public static Unserved? By(Network network, PlannedMethod method, Pass pass)
    {
        // A caller's own module may rectify by functions that nothing can guard: the plain gradient must not be called guided.
        if (method.Guard != RectifierGuard.None && pass.RectifiersCalled == RectifierKinds.None)
        {
            return new Unserved("no rectifiers", network.IsOurs
                ? $"needs rectifiers, and this network has none: {Others}"
                : "found no rectifier that it can guard: use GradCam.Networks.Rectifier or Rectify.Relu in your module, or ask for maps only");
        }

        return !method.Needs.Attentions || IsOfTokens(pass) ? null : new Unserved(
            "no attention among all tokens of the picture",
            pass.Attentions.Count > 0 ? $"needs attention among all tokens of the picture, and this network's is within windows: {Others}"
            : network.Module is OnnxNetwork ? $"needs attentions, and the graph of an ONNX model does not say which of its products they are: {Others}"
            : network.IsOurs ? $"needs attention among all tokens of the picture, and this network has none: {Others}"
            : $"found no attention among all tokens of the picture that it can follow: {Others}");
    }

    /// <summary>Whether all attentions are among the same tokens, a class token and a square: windows are fewer tokens, and more than there are pictures.</summary>
    private static bool IsOfTokens(Pass pass) => pass.Attentions.Count > 0 && pass.Attentions.All(weights =>
        weights.dim() == 4
        && weights.shape[0] == pass.Logits.shape[0]
        && weights.shape[2] == pass.Attentions[0].shape[2]
        && weights.shape[3] == weights.shape[2]
        && ActivationLayout.Tokens(1).Fits([weights.shape[0], weights.shape[2], 1]));

    private static bool IsForeign(nn.Module module) => module
        is ReLU or ReLU6 or LeakyReLU or PReLU or RReLU or ELU or CELU or SELU or GELU or SiLU or Mish or Softplus or Hardswish or Hardtanh or Threshold;
}
