namespace GradCam.Checkpoints;

/// <summary>A value that a graph takes or gives.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">ONNX's number of its element type; 0 where it is no tensor.</param>
/// <param name="Dims">Its sizes, null where one may be any; null where nothing is said of its shape.</param>
internal sealed record OnnxValuePlan(string Name, long Type, IReadOnlyList<long?>? Dims);
