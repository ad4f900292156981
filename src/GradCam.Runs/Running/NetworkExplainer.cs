using GradCam.Imaging;
using GradCam.Rendering;

namespace GradCam.Runs;

/// <summary>An <see cref="Explainer"/> as a batch run uses it.</summary>
/// <param name="explainer">The loaded network; freed with this object.</param>
/// <param name="options">What to explain; a job's own layer and class go before these.</param>
public sealed class NetworkExplainer(Explainer explainer, ExplainOptions options) : IPictureExplainer
{
    /// <inheritdoc/>
    public RgbImage Prepare(RgbImage picture)
    {
        int side = explainer.Preprocessing.InputSize;
        return options.OutputSize == OutputSize.Input ? Resizing.Resize(picture, side, side) : picture;
    }

    /// <inheritdoc/>
    public IReadOnlyList<PictureExplanation> Explain(IReadOnlyList<RgbImage> pictures, string? layer, IReadOnlyList<int?> classIds) =>
        [.. explainer.Explain(
            [.. pictures.Zip(classIds, (picture, id) => new Question(picture, id is { } known ? [known] : []))],
            layer is null ? options : options with { Layers = [layer] }).Select(Kept)];

    /// <inheritdoc/>
    public void Dispose() => explainer.Dispose();

    private static PictureExplanation Kept(Explanation explanation) => new(
        explanation.Layer,
        explanation.Class.Id,
        NameOf(explanation.Class),
        explanation.Class.Probability,
        [.. explanation.TopFive.Select(score => new ResultScore(score.Id, NameOf(score), score.Probability))],
        explanation.Pictures,
        [.. explanation.Pictures.Keys.Where(key => PictureCatalog.Six.First(kind => kind.Key == key).Methods.Any(explanation.Flat.Contains))]);

    private static string NameOf(ClassScore score) => score.Name ?? $"class {score.Id}";
}
