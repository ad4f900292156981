using GradCam.Methods;
using GradCam.Recording;
using static TorchSharp.torch;

namespace Shapes.Measuring;

/// <summary>Maps that no network made, in a method's place: what a check says of them is known beforehand.</summary>
/// <param name="key">Their name.</param>
/// <param name="give">Gives, each time it is asked, a map for each picture of the batch, of as many numbers as the input has pixels.</param>
public sealed class GivenMapsMethod(string key, Func<IReadOnlyList<float[]>> give) : IAttributionMethod
{
    /// <inheritdoc/>
    public string Key => key;

    /// <inheritdoc/>
    public string Title => key;

    /// <inheritdoc/>
    public string Source => "no paper";

    /// <inheritdoc/>
    public AttributionKind Kind => AttributionKind.Map;

    /// <inheritdoc/>
    public string Cost => "0F";

    /// <inheritdoc/>
    public Needs Needs => Needs.Nothing;

    /// <inheritdoc/>
    public Tensor Compute(AttributionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        IReadOnlyList<float[]> maps = give();
        return tensor((float[])[.. maps.SelectMany(map => map)], [maps.Count, context.Input.shape[2], context.Input.shape[3]]);
    }
}
