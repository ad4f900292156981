using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>One loaded network, as <see cref="PictureEngine"/> needs it.</summary>
internal interface IPictureExplainer : IDisposable
{
    /// <summary>A name for each class; null where they are not known.</summary>
    IReadOnlyList<string>? ClassNames { get; }

    /// <summary>
    /// Takes from a decoded picture what <see cref="Explain"/> needs of it, so that large pictures do not wait in memory. Called on several threads.
    /// </summary>
    /// <param name="picture">The picture in its own size.</param>
    /// <param name="task">What is asked of it.</param>
    PreparedQuestion Prepare(RgbImage picture, PictureTask task);

    /// <summary>Explains pictures in one pass through the network.</summary>
    /// <param name="pictures">Prepared pictures, at least one.</param>
    /// <param name="layers">The layers; none for the options' own.</param>
    /// <param name="cancellationToken">Ends the work between two passes of methods that have passes of their own; others are not worth leaving.</param>
    /// <returns>By picture, whose place they tell, then layer, then class.</returns>
    /// <exception cref="GradCamException">The pictures cannot be explained.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled.</exception>
    IReadOnlyList<Explanation> Explain(IReadOnlyList<PreparedQuestion> pictures, IReadOnlyList<string> layers, CancellationToken cancellationToken);
}
