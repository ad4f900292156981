namespace GradCam.Networks;

/// <summary>Kinds of rectifiers, as a set: the guided rule of guided backpropagation applies to the kinds in the set.</summary>
[Flags]
internal enum RectifierKinds
{
    /// <summary>None: the plain gradient.</summary>
    None = 0,

    /// <summary>ReLU modules (torchvision's <c>nn.ReLU</c>).</summary>
    ReluModule = 1,

    /// <summary>ReLU called as a function (torchvision's <c>F.relu</c>).</summary>
    ReluFunction = 2,

    /// <summary>ReLU6 modules (torchvision's <c>nn.ReLU6</c>).</summary>
    Relu6Module = 4,

    /// <summary>Every rectifier.</summary>
    All = ReluModule | ReluFunction | Relu6Module,
}
