using GradCam.Imaging;

namespace GradCam.Runs;

/// <summary>The difference of two pictures, amplified until the largest one is full brightness.</summary>
/// <param name="Image">|expected - actual| times the gain, channel by channel; black: no difference.</param>
/// <param name="Gain">The factor, 1..255.</param>
internal sealed record DifferencePicture(RgbImage Image, double Gain)
{
    /// <summary>Draws the difference of two pictures of one size.</summary>
    /// <param name="expected">The one.</param>
    /// <param name="actual">The other.</param>
    /// <param name="longestSide">A picture with a longer side is reduced to this; of the pixels that fall together the largest difference stays.</param>
    public static DifferencePicture Of(RgbImage expected, RgbImage actual, int longestSide)
    {
        (int width, int height) = (expected.Width, expected.Height);
        int longer = Math.Max(width, height);
        int shown = Math.Min(longer, longestSide);
        int newWidth = Math.Max(1, (int)((long)width * shown / longer));
        int newHeight = Math.Max(1, (int)((long)height * shown / longer));
        byte[] pixels = new byte[3 * newWidth * newHeight];
        int largest = 1;
        for (int y = 0, from = 0; y < height; y++)
        {
            int row = (int)((long)y * newHeight / height) * newWidth;
            for (int x = 0; x < width; x++)
            {
                int to = 3 * (row + (int)((long)x * newWidth / width));
                for (int channel = 0; channel < 3; channel++, from++, to++)
                {
                    int difference = Math.Abs(expected.Pixels[from] - actual.Pixels[from]);
                    pixels[to] = (byte)Math.Max(pixels[to], difference);
                    largest = Math.Max(largest, difference);
                }
            }
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(pixels[i] * 255 / largest);
        }

        return new(new RgbImage(newWidth, newHeight, pixels), 255.0 / largest);
    }
}
