using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;

namespace GradCam;

/// <summary>Whose arithmetic is followed: the papers' or the Python program's. A variant is its four departures.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Recorded">Which tensor counts as the layer's output.</param>
/// <param name="PlusPlusWeights">How Grad-CAM++ weighs channels.</param>
/// <param name="Guarded">The rectifiers that guided backpropagation guards.</param>
/// <param name="TransformInput">When inception_v3's input is transformed.</param>
public sealed record Variant(
    string Name, RecordedOutput Recorded, PlusPlusWeights PlusPlusWeights, RectifierKinds Guarded, TransformInputRule TransformInput)
{
    /// <summary>The papers' formulas, applied to the named layer's output as it is. The default.</summary>
    public static Variant Paper { get; } = new(
        "paper", RecordedOutput.OwnOutput, PlusPlusWeights.Paper, RectifierKinds.All, TransformInputRule.WhatTheWeightsNeed);

    /// <summary>What yizt's Grad-CAM.pytorch computes, quirks included, so that its pictures can be reproduced.</summary>
    public static Variant Original { get; } = new(
        "original", RecordedOutput.LeftInMemory, PlusPlusWeights.AnyPositive, RectifierKinds.ReluModule, TransformInputRule.PublishedByDefaultOnly);

    /// <summary>Both variants, the default one first.</summary>
    public static IReadOnlyList<Variant> All { get; } = [Paper, Original];

    /// <summary>The variant of that name.</summary>
    /// <exception cref="UsageException">No variant has that name.</exception>
    public static Variant Parse(string name) => All.FirstOrDefault(variant => variant.Name == name)
        ?? throw new UsageException($"variant '{name}' is unknown; the variants are {string.Join(" and ", All.Select(variant => variant.Name))}");

    /// <inheritdoc/>
    public override string ToString() => Name;
}
