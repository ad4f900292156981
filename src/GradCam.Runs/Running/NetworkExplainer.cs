using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>An <see cref="Explainer"/> as <see cref="PictureEngine"/> uses it.</summary>
/// <param name="explainer">The loaded network; freed with this object.</param>
/// <param name="options">What to explain; a task's own layer and class go before these.</param>
internal sealed class NetworkExplainer(Explainer explainer, ExplainOptions options) : IPictureExplainer
{
    public IReadOnlyList<string>? ClassNames => explainer.Facts.ClassNames;

    public PreparedQuestion Prepare(RgbImage picture, PictureTask task) =>
        explainer.Prepare(new Question(picture, task.ClassId is { } id ? [id] : []), options, task.Path);

    public IReadOnlyList<Explanation> Explain(IReadOnlyList<PreparedQuestion> pictures, string? layer) =>
        explainer.Explain(pictures, layer is null ? options : options with { Layers = [layer] }, new StageClock(), null, CancellationToken.None);

    public void Dispose() => explainer.Dispose();
}
