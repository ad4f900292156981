using static TorchSharp.torch;

namespace GradCam.Recording;

/// <summary>Turns gradients on for a while, whatever the caller has turned off: explaining is often called where inference is.</summary>
internal sealed class RecordingModes : IDisposable
{
    private readonly IDisposable inference = inference_mode(false);
    private readonly IDisposable gradients = set_grad_enabled(true);

    /// <summary>Puts the caller's modes back.</summary>
    public void Dispose()
    {
        gradients.Dispose();
        inference.Dispose();
    }
}
