namespace GradCam.Runs;

/// <summary>Links to files, as pages and Markdown need them.</summary>
internal static class RelativeLink
{
    /// <summary>A path with folders parted by <c>/</c>, each part percent-encoded.</summary>
    public static string Of(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
