using GradCam.Files;
using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>Where in an archive a picture stands, so that it is read by seeking.</summary>
/// <param name="Archive">The archive's file.</param>
/// <param name="Span">The picture's bytes in it.</param>
internal sealed record ArchivePlace(string Archive, FileSpan Span)
{
    /// <summary>The picture's bytes.</summary>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="PictureException">It is longer than any picture, or the archive cannot be read.</exception>
    public byte[] Read(string name)
    {
        if (Span.Length > PictureBytes.Most)
        {
            throw new PictureException($"picture '{ShownText.Of(name)}' is longer than {PictureBytes.Most / 1_000_000} MB, the most that is read");
        }

        try
        {
            using FileStream file = new(Archive, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            file.Position = Span.Start;
            byte[] bytes = new byte[Span.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception failure) when (FileFault.Is(failure))
        {
            throw new PictureException($"picture '{ShownText.Of(name)}' cannot be read ({FileFault.Reason(failure)})", failure);
        }
    }
}
