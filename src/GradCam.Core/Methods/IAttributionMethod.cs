using GradCam.Recording;
using static TorchSharp.torch;

namespace GradCam.Methods;

/// <summary>One way to attribute a score. Immutable; parameters are init properties of the method alone, and nothing is kept between calls.</summary>
public interface IAttributionMethod
{
    /// <summary>Its name in file names, on the command line and in results; unique, lower case.</summary>
    string Key { get; }

    /// <summary>Its name in the field.</summary>
    string Title { get; }

    /// <summary>Paper and equations.</summary>
    string Source { get; }

    /// <summary>What it makes.</summary>
    AttributionKind Kind { get; }

    /// <summary>What it costs for one picture and class, in forward (F) and backward (B) passes, such as <c>1F 1B</c>.</summary>
    string Cost { get; }

    /// <summary>Whether it draws random numbers, which the same seed makes the same. Default: false.</summary>
    bool IsRandom => false;

    /// <summary>What text may set of it. Default: nothing.</summary>
    IReadOnlyList<MethodParameter> Parameters => [];

    /// <summary>What must be recorded for it; may follow from the parameters.</summary>
    Needs Needs { get; }

    /// <summary>Computes the map of each picture, signed, before any last rectifier and scaling.</summary>
    /// <param name="context">What was recorded.</param>
    /// <returns>[N, h, w] of a layer, [N, S, S] or [N, 3, S, S] at the pixels, or [N, K, h, w] of K parts; it belongs to the dispose scope that is open.</returns>
    Tensor Compute(AttributionContext context);
}
