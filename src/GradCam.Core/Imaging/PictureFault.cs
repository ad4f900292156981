using GradCam.Files;
using GradCam.Native;

namespace GradCam.Imaging;

/// <summary>The sentences about pictures that cannot be decoded.</summary>
internal static class PictureFault
{
    private const string Formats = "JPEG, PNG, BMP, WebP, TIFF and GIF files are";

    public static PictureException Empty(string name) => new($"picture '{ShownText.Of(name)}' is empty (0 bytes)");

    public static PictureException NotAPicture(string name) => new($"picture '{ShownText.Of(name)}' is not a picture that can be decoded; {Formats}");

    public static PictureException Unusable(string name, PictureStructure structure) =>
        structure.Format is null
            ? NotAPicture(name)
            : new($"picture '{ShownText.Of(name)}' cannot be decoded: this {structure.Format} file is {structure.Fault ?? "truncated or damaged"}");

    public static PictureException TooLarge(string name, string size, Exception? inner = null) =>
        new($"picture '{ShownText.Of(name)}' has {size}, and over {NativeLibraries.MostPixels / 1_000_000} megapixels are not decoded", inner);

    public static PictureException Undecoded(string name, Exception cause) =>
        new($"picture '{ShownText.Of(name)}' cannot be decoded ({FileFault.OneLine(cause.Message)}); {Formats}", cause);

    public static PictureException NoRange(string name) =>
        new($"picture '{ShownText.Of(name)}' holds floating-point numbers beyond 0 to 1, black to white, so that nobody can tell which colours it means");

    public static PictureException NoLevels(string name) => new($"picture '{ShownText.Of(name)}' holds neither 8 nor 16 bits a channel, nor floating-point numbers");
}
