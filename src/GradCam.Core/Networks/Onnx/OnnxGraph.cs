using static TorchSharp.torch;

namespace GradCam.Networks;

/// <summary>A classifier's graph, ready to be run: what leads to the logits alone, with its constants computed. It owns them.</summary>
internal sealed class OnnxGraph : IDisposable
{
    /// <summary>What messages call it: the file's path.</summary>
    public required string Source { get; init; }

    /// <summary>The names of the values, by their numbers.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>What each value follows from.</summary>
    public required IReadOnlyList<OnnxOrigin> Origins { get; init; }

    /// <summary>The constants that steps take; null for other values.</summary>
    public required IReadOnlyList<Tensor?> Constants { get; init; }

    /// <summary>What is computed, in order.</summary>
    public required IReadOnlyList<OnnxStep> Steps { get; init; }

    /// <summary>The value that is the picture.</summary>
    public required int Picture { get; init; }

    /// <summary>The picture's shape as it is declared, null where a size may be any.</summary>
    public required IReadOnlyList<long?> PictureShape { get; init; }

    /// <summary>Whether the picture's numbers are its bytes, 0 to 255, which it is given as fractions.</summary>
    public required bool TakesBytes { get; init; }

    /// <summary>The value that holds the logits.</summary>
    public required int Logits { get; init; }

    /// <summary>Whether each logit was made a probability by itself.</summary>
    public required bool IsSigmoid { get; init; }

    /// <summary>Tensors that nodes hold, such as those of attributes.</summary>
    public required IReadOnlyList<Tensor> Held { get; init; }

    /// <summary>Whether pictures stand in it with their channels last.</summary>
    public bool IsChannelsLast => PictureShape[1] != 3;

    /// <summary>The only number of pictures that it takes at once; null where any will do.</summary>
    public int? Batch => PictureShape[0] is { } batch ? (int)batch : null;

    /// <summary>The steps that a picture goes through, with what they need of other origins known.</summary>
    public IReadOnlyList<OnnxStep> PictureSteps => field ??= [.. Steps.Where(step => step.Origin == OnnxOrigin.Picture)];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor? tensor in Constants.Concat(Held))
        {
            tensor?.Dispose();
        }
    }
}
