using System.Text;

namespace GradCam.Files;

/// <summary>Text whose bytes must be right: a name that is not UTF-8 is refused, not mended.</summary>
internal static class StrictText
{
    public static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
