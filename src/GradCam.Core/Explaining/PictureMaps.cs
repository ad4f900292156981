using GradCam.Methods;

namespace GradCam;

/// <summary>What the network gave for one picture of a batch, before anything is drawn.</summary>
/// <param name="ClassId">The class explained.</param>
/// <param name="Logits">The network's output, a value a class.</param>
/// <param name="Mask">Grad-CAM's mask at the layer's own size, h x w; null where not asked for.</param>
/// <param name="MaskPlusPlus">Grad-CAM++'s mask at the layer's own size; null where not asked for.</param>
/// <param name="Guided">Guided backpropagation's gradient, [3, S, S]; null where not asked for.</param>
internal sealed record PictureMaps(int ClassId, float[] Logits, SaliencyMask? Mask, SaliencyMask? MaskPlusPlus, float[]? Guided);
