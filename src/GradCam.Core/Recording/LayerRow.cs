namespace GradCam.Recording;

/// <summary>A module of a network as one forward pass saw it.</summary>
/// <param name="Name">Its dotted name.</param>
/// <param name="Kind">What it is, in PyTorch's words: <c>Conv2d</c>, <c>ReLU</c>, <c>Sequential</c>.</param>
/// <param name="Calls">How often it was called; 0 for a module that the pass does not use.</param>
/// <param name="Shape">The shape of its last output; null where it was not called.</param>
internal sealed record LayerRow(string Name, string Kind, int Calls, IReadOnlyList<long>? Shape);
