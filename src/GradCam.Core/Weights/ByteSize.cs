using System.Globalization;

namespace GradCam.Weights;

/// <summary>Sizes of files as people read them.</summary>
internal static class ByteSize
{
    /// <summary>A count of bytes in MiB with one decimal, such as <c>97.8 MiB</c>.</summary>
    public static string Text(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024):0.0} MiB");
}
