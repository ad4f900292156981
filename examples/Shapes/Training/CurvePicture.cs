using System.Globalization;
using GradCam.Imaging;
using OpenCvSharp;

namespace Shapes.Training;

/// <summary>Loss and accuracy over the scenes seen, as a picture.</summary>
public static class CurvePicture
{
    private const int Width = 960, Height = 420, Left = 60, Right = 60, Top = 40, Bottom = 50;

    private static readonly Scalar Ink = new(60, 60, 60), Light = new(225, 225, 225), LossColour = new(200, 60, 30), AccuracyColour = new(30, 60, 200);

    /// <summary>Draws both curves; the lessons are the grey bands.</summary>
    /// <param name="history">What the training noted.</param>
    /// <param name="lessons">The curriculum, for the lessons' names.</param>
    public static RgbImage Draw(History history, IReadOnlyList<Lesson> lessons)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(lessons);
        using var picture = new Mat(Height, Width, MatType.CV_8UC3, Scalar.White);
        if (history.Points.Count > 0)
        {
            double scenes = history.Points[^1].Scenes, worst = Math.Max(0.1, history.Points.Max(point => point.Loss));
            Bands(picture, history, lessons, scenes);
            Axes(picture, scenes, worst);
            Curve(picture, history.Points.Select(point => (point.Scenes / scenes, point.Loss / worst)), LossColour);
            Curve(picture, history.Points.Select(point => (point.Scenes / scenes, point.Accuracy)), AccuracyColour);
        }

        picture.GetArray(out Vec3b[] pixels);
        return new RgbImage(Width, Height, [.. pixels.SelectMany(pixel => new[] { pixel.Item0, pixel.Item1, pixel.Item2 })]);
    }

    private static void Bands(Mat picture, History history, IReadOnlyList<Lesson> lessons, double scenes)
    {
        double from = 0;
        foreach (IGrouping<int, HistoryPoint> lesson in history.Points.GroupBy(point => point.Lesson))
        {
            double to = lesson.Last().Scenes / scenes;
            if (lesson.Key % 2 == 1)
            {
                Cv2.Rectangle(picture, At(from, 1), At(to, 0), new Scalar(243, 243, 243), -1);
            }

            Text(picture, lessons[lesson.Key].Name, At(from, 1) + new Point(3, -6), Ink);
            from = to;
        }
    }

    private static void Axes(Mat picture, double scenes, double worst)
    {
        for (int i = 0; i <= 4; i++)
        {
            double part = i / 4.0;
            Cv2.Line(picture, At(0, part), At(1, part), Light);
            Text(picture, (part * worst).ToString("F2", CultureInfo.InvariantCulture), At(0, part) + new Point(-48, 4), LossColour);
            Text(picture, part.ToString("P0", CultureInfo.InvariantCulture), At(1, part) + new Point(6, 4), AccuracyColour);
            Text(picture, (part * scenes).ToString("N0", CultureInfo.InvariantCulture), At(part, 0) + new Point(-20, 18), Ink);
        }

        Cv2.Rectangle(picture, At(0, 1), At(1, 0), Ink);
        Text(picture, "loss", new Point(6, 20), LossColour);
        Text(picture, "right answers", new Point(Width - 110, 20), AccuracyColour);
        Text(picture, "scenes seen, each once", new Point(Width / 2 - 80, Height - 10), Ink);
    }

    private static void Curve(Mat picture, IEnumerable<(double X, double Y)> points, Scalar colour) =>
        Cv2.Polylines(picture, [points.Select(point => At(point.X, point.Y))], isClosed: false, colour, 2, LineTypes.AntiAlias);

    private static void Text(Mat picture, string text, Point where, Scalar colour) =>
        Cv2.PutText(picture, text, where, HersheyFonts.HersheySimplex, 0.4, colour, 1, LineTypes.AntiAlias);

    private static Point At(double x, double y) => new(Left + x * (Width - Left - Right), Height - Bottom - y * (Height - Top - Bottom));
}
