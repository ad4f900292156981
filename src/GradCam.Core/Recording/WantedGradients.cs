using GradCam.Networks;

namespace GradCam.Recording;

/// <summary>One backward pass that some methods need: a pair of score and rectifiers' rule.</summary>
/// <remarks>A class, as all keys on the way of a single picture: generic code over structures is compiled anew at every start (30 ms were measured).</remarks>
/// <param name="Rescore">Makes the score of the one that is asked for; null for that one itself.</param>
/// <param name="Guard">The rule.</param>
internal sealed record WantedGradients(Func<Score, IReadOnlyList<float>, Score>? Rescore, RectifierGuard Guard);
