namespace GradCam.Recording;

/// <summary>Where gradients of a backward pass are wanted, as a set.</summary>
[Flags]
internal enum GradientTargets
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>At the recorded layers.</summary>
    Layers = 1,

    /// <summary>At the input.</summary>
    Input = 2,

    /// <summary>At the outputs of the layers that add a bias.</summary>
    Biases = 4,

    /// <summary>At the weights of the attentions.</summary>
    Attentions = 8,
}
