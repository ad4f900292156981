using GradCam.Native;
using OpenCvSharp;

namespace GradCam.Imaging;

/// <summary>Arrays as OpenCV's matrices, over the same memory; OpenCV's order of channels ends here.</summary>
internal static class PixelMats
{
    /// <summary>A matrix over a picture's own bytes, in its order red, green, blue.</summary>
    public static Mat Over(RgbImage image)
    {
        NativeLibraries.EnsureOpenCv();
        return Mat.FromPixelData(image.Height, image.Width, MatType.CV_8UC3, image.Pixels);
    }

    /// <summary>A matrix over one plane of float32 numbers.</summary>
    public static Mat Over(float[] plane, int width, int height)
    {
        NativeLibraries.EnsureOpenCv();
        return Mat.FromPixelData(height, width, MatType.CV_32FC1, plane);
    }

    /// <summary>A picture from a matrix of 8 bits in OpenCV's order blue, green, red.</summary>
    public static RgbImage FromBgr(Mat bgr)
    {
        var image = new RgbImage(bgr.Cols, bgr.Rows, GC.AllocateUninitializedArray<byte>(checked(3 * bgr.Cols * bgr.Rows)));
        using Mat rgb = Over(image);
        Cv2.CvtColor(bgr, rgb, ColorConversionCodes.BGR2RGB);
        return image;
    }
}
