using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>Pictures that stand in a page.</summary>
internal static class DataUri
{
    /// <summary>A picture's file as a link that holds it.</summary>
    public static string Of(byte[] picture) => $"data:image/{PictureFormat.Of(picture)?.ToLowerInvariant()};base64,{Convert.ToBase64String(picture)}";
}
