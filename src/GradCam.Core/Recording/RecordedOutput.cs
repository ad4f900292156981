namespace GradCam.Recording;

/// <summary>Which tensor counts as a layer's output.</summary>
internal enum RecordedOutput
{
    /// <summary>The layer's output as the layer gave it.</summary>
    OwnOutput,

    /// <summary>
    /// What torchvision's in-place operations leave in that output's memory at the end of the forward pass: a hook in Python that
    /// keeps a reference sees this. The gradient stays the one at the layer's own output.
    /// </summary>
    LeftInMemory,
}
