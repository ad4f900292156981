namespace GradCam.Weights;

/// <summary>A published file that lies in the cache and has the right hash.</summary>
/// <param name="File">Which one.</param>
/// <param name="Path">Where it lies, as a full path.</param>
/// <param name="WasCached">Whether it lay there before, so that nothing was fetched.</param>
internal sealed record FetchedFile(PublishedFile File, string Path, bool WasCached);
