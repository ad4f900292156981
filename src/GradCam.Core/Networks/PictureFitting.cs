using GradCam.Imaging;

namespace GradCam.Networks;

/// <summary>Makes the square that a network sees of a picture.</summary>
internal static class PictureFitting
{
    /// <summary>Makes the square that the network sees of a picture.</summary>
    /// <param name="preprocessing">How pictures are prepared.</param>
    /// <param name="picture">A picture of any size.</param>
    /// <returns>InputSize x InputSize pixels, and which part of the picture they show.</returns>
    public static PreparedPicture Prepare(this Preprocessing preprocessing, RgbImage picture) => preprocessing.Fit switch
    {
        PictureFit.Crop => Crop(picture, preprocessing),
        PictureFit.Pad => Pad(picture, preprocessing),
        _ => new PreparedPicture(
            Resizing.Resize(picture, preprocessing.InputSize, preprocessing.InputSize), InputFrame.Whole(picture.Width, picture.Height)),
    };

    /// <summary>torchvision's <c>Resize</c> of the shorter side and <c>CenterCrop</c>, on a picture of Pillow's.</summary>
    private static PreparedPicture Crop(RgbImage picture, Preprocessing preprocessing)
    {
        int side = preprocessing.InputSize, resize = preprocessing.ResizeSize;
        int width = picture.Width <= picture.Height ? resize : LongerSide(picture.Width, picture.Height, resize);
        int height = picture.Height <= picture.Width ? resize : LongerSide(picture.Height, picture.Width, resize);
        (int left, int top) = (Middle(width, side), Middle(height, side));
        RgbImage pixels = SmoothResizing.Resize(picture, width, height, preprocessing.Interpolation, left, top, side, side);
        return new PreparedPicture(pixels, FrameOf(picture, width, height, left, top, side));
    }

    /// <summary>The longer side becomes the square's; what is left is filled with the mean, which normalises to almost zero.</summary>
    private static PreparedPicture Pad(RgbImage picture, Preprocessing preprocessing)
    {
        int side = preprocessing.InputSize, longer = Math.Max(picture.Width, picture.Height);
        int width = ShorterSide(picture.Width, longer, side), height = ShorterSide(picture.Height, longer, side);
        (int left, int top) = (Middle(side, width), Middle(side, height));
        RgbImage inner = SmoothResizing.Resize(picture, width, height, preprocessing.Interpolation);
        byte[] colour = [.. preprocessing.Mean.Select(mean => (byte)Math.Clamp(Math.Round(mean * 255), 0, 255))];
        byte[] pixels = new byte[3 * side * side];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = colour[i % 3];
        }

        for (int y = 0; y < height; y++)
        {
            inner.Pixels.AsSpan(3 * width * y, 3 * width).CopyTo(pixels.AsSpan(3 * (side * (top + y) + left)));
        }

        return new PreparedPicture(new RgbImage(side, side, pixels), FrameOf(picture, width, height, -left, -top, side));
    }

    /// <summary>Rounded down, as torchvision does.</summary>
    private static int LongerSide(int longer, int shorter, int resize) => (long)resize * longer / shorter is var side and <= int.MaxValue
        ? (int)side
        : throw new PictureException($"a picture of {longer} by {shorter} pixels is too thin to be cropped");

    private static int ShorterSide(int length, int longer, int side) => Math.Max(1, (int)Math.Round((double)side * length / longer));

    /// <summary>Where a length in the middle of another one begins; halves go to the even number, as in Python.</summary>
    private static int Middle(int outer, int inner) => (int)Math.Round((outer - inner) / 2.0);

    private static InputFrame FrameOf(RgbImage picture, int width, int height, int left, int top, int side)
    {
        double column = (double)picture.Width / width, row = (double)picture.Height / height;
        return new InputFrame(picture.Width, picture.Height, left * column, top * row, side * column, side * row);
    }
}
