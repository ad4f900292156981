namespace GradCam.Networks;

/// <summary>How a convolution's or a linear layer's weights are drawn before training; fan_in and fan_out as PyTorch counts them.</summary>
internal enum InitialLaw
{
    /// <summary>Uniform within 1 / sqrt(fan_in): PyTorch's default, <c>kaiming_uniform_(a=sqrt(5))</c>.</summary>
    Default,

    /// <summary>Normal, deviation sqrt(2 / fan_in) (He et al., arXiv 1502.01852, equation 10).</summary>
    HeFanIn,

    /// <summary>Normal, deviation sqrt(2 / fan_out) (He et al., arXiv 1502.01852, equation 14).</summary>
    HeFanOut,

    /// <summary>Normal, deviation 0.01.</summary>
    Normal001,

    /// <summary>
    /// Normal, deviation 0.1 (torchvision's inception truncates at 2, twenty deviations out: no draw comes near).
    /// </summary>
    Normal01,

    /// <summary>Uniform within sqrt(6 / fan_in): PyTorch's <c>kaiming_uniform_</c> of a rectifier.</summary>
    HeUniform,

    /// <summary>Uniform within 1 / sqrt(fan_out).</summary>
    UniformFanOut,

    /// <summary>Uniform within sqrt(3 / fan_out): PyTorch's <c>kaiming_uniform_</c> of a sigmoid.</summary>
    SigmoidUniformFanOut,

    /// <summary>Normal, deviation 0.02 (where torchvision cuts at 2, a hundred deviations out, no draw comes near).</summary>
    Normal002,

    /// <summary>Normal, deviation 1e-6.</summary>
    Normal1e6,

    /// <summary>Normal, deviation sqrt(1 / fan_in).</summary>
    NormalFanIn,

    /// <summary>Uniform within sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio 2010, equation 16).</summary>
    Xavier,

    /// <summary>Zero.</summary>
    Zero,
}
