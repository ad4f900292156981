namespace GradCam;

/// <summary>A checkpoint is missing, damaged, holds code, or does not fit the network.</summary>
public sealed class CheckpointException : GradCamException
{
    /// <summary>Makes the exception from its one line, and what caused it where something did.</summary>
    public CheckpointException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
