namespace GradCam.Runs;

/// <summary>How far a batch run has come; a picture counts once for each network.</summary>
/// <param name="Total">All there is to do.</param>
/// <param name="Done">What is done, failures and earlier runs included.</param>
/// <param name="Failed">What could not be done.</param>
/// <param name="PerSecond">Pictures a second in this run.</param>
/// <param name="Left">The time that the rest will take at this pace.</param>
public sealed record BatchProgress(int Total, int Done, int Failed, double PerSecond, TimeSpan Left);
