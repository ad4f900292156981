namespace GradCam.Runs;

/// <summary>What became of a picture: it has explanations or a failure.</summary>
/// <param name="Item">What the picture belongs to.</param>
/// <param name="Explanations">What came out, by layer and then class; none where it failed.</param>
/// <param name="Failure">Why it failed, or null.</param>
internal sealed record PictureOutcome<TItem>(TItem Item, IReadOnlyList<Explanation> Explanations, GradCamException? Failure);
