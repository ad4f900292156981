using GradCam.Maps;

namespace GradCam.Benchmarks;

/// <summary>What <see cref="PythonSequence"/> finds for one picture.</summary>
internal sealed record TwinMaps(SaliencyMask Mask, SaliencyMask MaskPlusPlus, float[] Guided);
