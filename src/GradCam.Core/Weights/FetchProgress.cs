namespace GradCam.Weights;

/// <summary>How far a fetch has come; reported ten times a second at the most.</summary>
/// <param name="FileName">The name of the file that is fetched.</param>
/// <param name="Stage">What is being done.</param>
/// <param name="Received">Bytes on the disk, those of an interrupted fetch included.</param>
/// <param name="Total">Bytes of the whole file.</param>
/// <param name="BytesPerSecond">The mean speed of this transfer; 0 where nothing came yet.</param>
/// <param name="Reason">Why a transfer is taken up again; null in the other stages.</param>
public sealed record FetchProgress(string FileName, FetchStage Stage, long Received, long Total, double BytesPerSecond, string? Reason = null)
{
    /// <summary>The time left at this speed; null where it cannot be told.</summary>
    public TimeSpan? Remaining => BytesPerSecond > 0 && Total >= Received ? TimeSpan.FromSeconds((Total - Received) / BytesPerSecond) : null;
}
