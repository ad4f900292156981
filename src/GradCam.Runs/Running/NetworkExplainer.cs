using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>An <see cref="Explainer"/> as <see cref="PictureEngine"/> uses it.</summary>
/// <param name="explainer">The loaded network; freed with this object.</param>
/// <param name="options">What to explain; a task's own layer and class go before these.</param>
internal sealed class NetworkExplainer(Explainer explainer, ExplainOptions options) : IPictureExplainer
{
    public IReadOnlyList<string>? ClassNames => explainer.ClassNames;

    public RgbImage Prepare(RgbImage picture)
    {
        int side = explainer.Preprocessing.InputSize;
        return options.OutputSize == OutputSize.Input ? Resizing.Resize(picture, side, side) : picture;
    }

    public IReadOnlyList<Explanation> Explain(IReadOnlyList<RgbImage> pictures, string? layer, IReadOnlyList<int?> classIds) =>
        explainer.Explain(pictures, options with { LayerName = layer ?? options.LayerName }, classIds);

    public void Dispose() => explainer.Dispose();
}
