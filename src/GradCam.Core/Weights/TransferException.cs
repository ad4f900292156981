namespace GradCam.Weights;

/// <summary>One transfer failed: its message is the reason, as a part of the line that the user reads.</summary>
internal sealed class TransferException(string reason, bool mayPass, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>Whether the same request may succeed a little later.</summary>
    public bool MayPass { get; } = mayPass;
}
