namespace GradCam.Networks;

/// <summary>How a picture of any shape becomes the square that a network sees.</summary>
public enum PictureFit
{
    /// <summary>The whole picture, both sides resized to the square's by OpenCV's <c>INTER_LINEAR</c>, as the Python program does.</summary>
    Squash,

    /// <summary>
    /// What torchvision does where it measures a network's accuracy: the shorter side is resized to
    /// <see cref="Preprocessing.ResizeSize"/>, smoothed as Pillow does, and the middle square is cut out. (Of a tensor in place of a Pillow
    /// picture, torchvision 0.14 smooths only where it is told to.)
    /// </summary>
    Crop,

    /// <summary>The whole picture in its own proportions: the longer side is resized as for <see cref="Crop"/>, and the rest is filled with the mean colour.</summary>
    Pad,
}
