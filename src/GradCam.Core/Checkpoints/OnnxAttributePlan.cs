namespace GradCam.Checkpoints;

/// <summary>A node's attribute as an ONNX model describes it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">
/// A long, float, string or <see cref="OnnxTensorPlan"/>, or an array of longs, floats or strings; null for graphs and whatever else there is.
/// </param>
internal sealed record OnnxAttributePlan(string Name, object? Value);
