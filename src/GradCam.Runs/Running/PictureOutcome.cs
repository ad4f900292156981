namespace GradCam.Runs;

/// <summary>What became of a picture: it has an explanation or a failure.</summary>
/// <param name="Item">What the picture belongs to.</param>
/// <param name="Explanation">What came out, or null where it failed.</param>
/// <param name="Seconds">The network's time for it: its batch's, divided by the pictures in it.</param>
/// <param name="Failure">Why it failed, or null.</param>
internal sealed record PictureOutcome<TItem>(TItem Item, Explanation? Explanation, double Seconds, GradCamException? Failure);
