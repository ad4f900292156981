namespace GradCam.Runs;

/// <summary>A row of an evaluation by one value.</summary>
/// <param name="Row">The method and layer.</param>
/// <param name="Mean">Its mean.</param>
/// <param name="Undefined">How many of its values are undefined.</param>
/// <param name="Lead">The mean of the paired differences by which the best is better; null of the best itself.</param>
internal sealed record RankedMethod(MeasuredMethod Row, MeasuredMean Mean, int Undefined, MeasuredMean? Lead);
