namespace GradCam;

/// <summary>A checkpoint is missing, damaged, holds code, or does not fit the network.</summary>
/// <param name="message">One line that starts with the thing and says what is wrong.</param>
/// <param name="inner">What caused it, where something did.</param>
public sealed class CheckpointException(string message, Exception? inner = null) : GradCamException(message, inner);
