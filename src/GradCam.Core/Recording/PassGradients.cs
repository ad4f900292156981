using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>What one backward pass gave; a gradient is null where it was not asked for, or where the score does not depend on it.</summary>
/// <param name="layers">At each recorded layer, in the request's order.</param>
/// <param name="input">At the input.</param>
/// <param name="biases">At the output of each layer that adds a bias, in their order.</param>
/// <param name="attentions">At the weights of each attention, in their order.</param>
internal sealed class PassGradients(Tensor?[] layers, Tensor? input, Tensor?[] biases, Tensor?[] attentions) : IDisposable
{
    /// <summary>At each recorded layer, in the request's order.</summary>
    public IReadOnlyList<Tensor?> Layers => layers;

    /// <summary>At the input: [N, 3, S, S].</summary>
    public Tensor? Input => input;

    /// <summary>At the output of each layer that adds a bias, in their order.</summary>
    public IReadOnlyList<Tensor?> Biases => biases;

    /// <summary>At the weights of each attention, in their order.</summary>
    public IReadOnlyList<Tensor?> Attentions => attentions;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor? gradient in (Tensor?[])[.. layers, input, .. biases, .. attentions])
        {
            gradient?.Dispose();
        }
    }
}
