using GradCam.Networks;

namespace GradCam.Runs;

/// <summary>An object of a picture.</summary>
/// <param name="Class">Its class, by name or number; null where it counts for every class.</param>
/// <param name="ClassNumber">Its class's number where the network's classes have no names; null for none.</param>
/// <param name="Contains">Whether a point of the picture, in pixels from its upper left corner, lies on the object.</param>
internal sealed record TruthObject(string? Class, string? ClassNumber, Func<double, double, bool> Contains)
{
    /// <summary>The mask that it comes from, and its sides, which must be the picture's; null (the default) for one that has no size.</summary>
    public (string File, int Width, int Height)? Mask { get; init; }

    /// <summary>Which pixels of a network's input lie on objects: those whose centres do.</summary>
    /// <param name="objects">The objects.</param>
    /// <param name="frame">Which part of the picture the input shows.</param>
    /// <param name="side">The input's side.</param>
    /// <exception cref="PictureException">A mask is not of the picture's size: its pixels are not the picture's.</exception>
    public static bool[] On(IReadOnlyList<TruthObject> objects, InputFrame frame, int side)
    {
        foreach ((string file, int width, int height) in objects.Select(one => one.Mask).OfType<(string, int, int)>())
        {
            if ((width, height) != (frame.PictureWidth, frame.PictureHeight))
            {
                throw new PictureException(FormattableString.Invariant(
                    $"{ShownText.Of(file)}: the mask has {width} x {height} pixels and its picture {frame.PictureWidth} x {frame.PictureHeight}: they must be of one size"));
            }
        }

        bool[] on = new bool[side * side];
        for (int i = 0; i < on.Length; i++)
        {
            (double x, double y) = frame.ToPicture((i % side) + 0.5, (i / side) + 0.5, side);
            on[i] = x >= 0 && y >= 0 && x < frame.PictureWidth && y < frame.PictureHeight && objects.Any(one => one.Contains(x, y));
        }

        return on;
    }
}
