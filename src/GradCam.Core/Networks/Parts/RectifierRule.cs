namespace GradCam.Networks;

/// <summary>How rectifiers pass a gradient R on in a backward pass.</summary>
public enum RectifierRule
{
    /// <summary>As the derivative says: <c>R * [input &gt; 0]</c>.</summary>
    Gradient,

    /// <summary>Guided backpropagation: <c>relu(R) * [input &gt; 0]</c> (Springenberg et al., arXiv 1412.6806, section 3.4).</summary>
    Guided,

    /// <summary>Deconvolution: <c>relu(R)</c>, whatever the input was (Zeiler and Fergus, arXiv 1311.2901, section 2.1).</summary>
    Deconvolution,
}
