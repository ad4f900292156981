namespace GradCam.Sources;

/// <summary>When inception_v3's input is brought to the range that torchvision's published weights were trained with.</summary>
internal enum TransformInputRule
{
    /// <summary>When the weights are the published ones, by their SHA-256, or the checkpoint's metadata says so.</summary>
    WhatTheWeightsNeed,

    /// <summary>When no weight file was named and the published ones are used, as torchvision does; never for a named file.</summary>
    PublishedByDefaultOnly,
}
