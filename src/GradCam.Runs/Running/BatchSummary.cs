namespace GradCam.Runs;

/// <summary>How a batch run ended.</summary>
/// <param name="Total">All there was to do; a picture counts once for each network.</param>
/// <param name="Done">What is done, failures and earlier runs included.</param>
/// <param name="Failed">What could not be done.</param>
/// <param name="Resumed">What earlier runs had done.</param>
/// <param name="Stopped">Whether it was asked to stop before all was done.</param>
public sealed record BatchSummary(int Total, int Done, int Failed, int Resumed, bool Stopped);
