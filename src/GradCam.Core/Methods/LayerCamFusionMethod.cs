using GradCam.Networks;
using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>
/// LayerCAM of several layers as one map: the maximum over the layers of <c>tanh(2 M)</c>, M the layer's LayerCAM mask, of the last (deepest) layer listed M itself
/// (Jiang et al., IEEE Transactions on Image Processing 30, 2021).
/// </summary>
/// <remarks>A flat layer contributes zeros.</remarks>
public sealed record LayerCamFusionMethod : IAttributionMethod
{
    /// <summary>The method's key.</summary>
    public const string Name = "layercam-fusion";

    /// <inheritdoc/>
    public string Key => Name;

    /// <inheritdoc/>
    public string Title => "LayerCAM of all layers";

    /// <inheritdoc/>
    public string Source => "Jiang et al., IEEE Transactions on Image Processing 30, 2021";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "1F 1B for all layers";

    /// <inheritdoc/>
    public Needs Needs => Needs.Gradient.OfEveryLayer();

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context)
    {
        Tensor[] masks = [.. context.Layers.Select(layer => Planes.Mask((layer.Gradient!.relu() * layer.Activation).sum([1]), context.Input.shape[3]))];
        return stack([.. masks.SkipLast(1).Select(mask => mask.mul(Scalars.Two).tanh()), masks[^1]]).amax([0]);
    }
}
