using GradCam.Methods;
using GradCam.Networks;
using GradCam.Recording;
using GradCam.Sources;

namespace GradCam;

/// <summary>Whose arithmetic is followed: the papers' or the Python program's.</summary>
public sealed class Variant
{
    private Variant(string name) => Name = name;

    /// <summary>The papers' formulas, applied to the named layer's output as it is. The default.</summary>
    public static Variant Paper { get; } = new("paper");

    /// <summary>What yizt's Grad-CAM.pytorch computes, quirks included, so that its pictures can be reproduced.</summary>
    public static Variant Original { get; } = new("original")
    {
        Recorded = RecordedOutput.LeftInMemory,
        TransformInput = TransformInputRule.PublishedByDefaultOnly,
        Methods = [new GradCamMethod(), new AnyPositivePlusPlusMethod(), new GuidedBackpropagationMethod { Guarded = RectifierKinds.ReluModule }, new GuidedGradCamMethod { Guarded = RectifierKinds.ReluModule }],
    };

    /// <summary>Both variants, the default one first.</summary>
    public static IReadOnlyList<Variant> All { get; } = [Paper, Original];

    /// <summary>The name on the command line.</summary>
    public string Name { get; }

    /// <summary>Which tensor counts as a layer's output.</summary>
    internal RecordedOutput Recorded { get; private init; } = RecordedOutput.OwnOutput;

    /// <summary>When inception_v3's input is transformed.</summary>
    internal TransformInputRule TransformInput { get; private init; } = TransformInputRule.WhatTheWeightsNeed;

    /// <summary>The only methods that it has; null where it has all.</summary>
    internal IReadOnlyList<IAttributionMethod>? Methods { get; private init; }

    /// <summary>The variant of that name.</summary>
    /// <exception cref="UsageException">No variant has that name.</exception>
    public static Variant Parse(string name) => All.FirstOrDefault(variant => variant.Name == name)
        ?? throw new UsageException($"variant '{name}' does not exist; the variants are {string.Join(" and ", All.Select(variant => variant.Name))}") { Name = "variant" };

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>What computes a method under this variant.</summary>
    /// <exception cref="UsageException">The variant does not have the method.</exception>
    internal IAttributionMethod Of(IAttributionMethod asked) => Methods is null ? asked
        : Methods.FirstOrDefault(method => method.Key == asked.Key)
            ?? throw new UsageException($"variant {Name} has no {asked.Title}: it has {string.Join(", ", Methods.Select(method => method.Title))} and what is made of them");
}
