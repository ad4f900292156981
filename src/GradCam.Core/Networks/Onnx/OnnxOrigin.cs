namespace GradCam.Networks;

/// <summary>What a value of a graph follows from.</summary>
internal enum OnnxOrigin
{
    /// <summary>The file alone: it is computed once, when the model is loaded.</summary>
    Constant,

    /// <summary>The input's shape: it is computed once for each shape.</summary>
    Shape,

    /// <summary>The picture.</summary>
    Picture,
}
