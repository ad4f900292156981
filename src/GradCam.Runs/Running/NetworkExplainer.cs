using GradCam.Imaging;
using GradCam.Recording;

namespace GradCam.Runs;

/// <summary>An <see cref="Explainer"/> as <see cref="PictureEngine"/> uses it.</summary>
/// <param name="explainer">The loaded network; freed with this object.</param>
/// <param name="options">What to explain; a task's own layers and classes go before these.</param>
/// <param name="progress">Told by methods that take passes of their own; null for nobody.</param>
internal sealed class NetworkExplainer(Explainer explainer, ExplainOptions options, IProgress<MethodProgress>? progress = null) : IPictureExplainer
{
    // A batch without passes of its own takes a second or two and would only be computed again; RISE takes minutes.
    private readonly bool isWorthLeaving = options.Methods.Any(method => method.Needs.OwnPasses);

    public IReadOnlyList<string>? ClassNames => explainer.Facts.ClassNames;

    public PreparedQuestion Prepare(RgbImage picture, PictureTask task) => explainer.Prepare(new Question(picture, task.Targets), options, task.Path);

    public IReadOnlyList<Explanation> Explain(IReadOnlyList<PreparedQuestion> pictures, IReadOnlyList<string> layers, CancellationToken cancellationToken) =>
        explainer.Explain(
            pictures,
            layers.Count == 0 ? options : options with { Layers = layers },
            new StageClock(),
            progress,
            isWorthLeaving ? cancellationToken : CancellationToken.None);

    public void Dispose() => explainer.Dispose();
}
