namespace GradCam;

/// <summary>A layer is unknown, gives no [C,h,w] map, or has no influence on the score.</summary>
/// <param name="message">One line that starts with the thing and says what is wrong.</param>
/// <param name="inner">What caused it, where something did.</param>
public sealed class LayerException(string message, Exception? inner = null) : GradCamException(message, inner)
{
    /// <summary>Layers of the network whose names are near the unknown one, nearest first; empty where that is not the fault.</summary>
    public IReadOnlyList<string> Nearest { get; init; } = [];
}
