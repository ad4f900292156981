using System.Globalization;

namespace Shapes.Training;

/// <summary>Loss and accuracy on the scenes of the training itself, each seen once, by stretches of about 640 scenes.</summary>
public sealed class History
{
    private const int Stretch = 640;

    private readonly List<HistoryPoint> points = [];
    private double loss;
    private double right;
    private int seen;

    /// <summary>The finished stretches.</summary>
    public IReadOnlyList<HistoryPoint> Points => points;

    /// <summary>The share of right answers over the last 2,000 scenes or so of a lesson; 0 before.</summary>
    public double Accuracy(int lesson)
    {
        HistoryPoint[] last = [.. points.Where(point => point.Lesson == lesson).TakeLast(3)];
        return last.Length < 3 ? 0 : last.Average(point => point.Accuracy);
    }

    /// <summary>Adds a step.</summary>
    /// <param name="scenes">Scenes so far.</param>
    /// <param name="lesson">The lesson's number.</param>
    /// <param name="count">Scenes in the step.</param>
    /// <param name="meanLoss">Their mean loss.</param>
    /// <param name="rightAnswers">How many of them were right.</param>
    /// <param name="lessonEnds">Whether the stretch ends here in any case.</param>
    public void Add(long scenes, int lesson, int count, double meanLoss, double rightAnswers, bool lessonEnds)
    {
        loss += meanLoss * count;
        right += rightAnswers;
        seen += count;
        if (seen >= Stretch || lessonEnds)
        {
            points.Add(new HistoryPoint(scenes, lesson, loss / seen, right / seen));
            (loss, right, seen) = (0, 0, 0);
        }
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static History Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var history = new History();
        string[] lines = text.Split('\n');
        string[] open = lines[0].Split(',');
        history.seen = int.Parse(open[0], CultureInfo.InvariantCulture);
        history.loss = Number(open[1]);
        history.right = Number(open[2]);
        history.points.AddRange(lines.Skip(1).Select(line => line.Split(',')).Select(cells => new HistoryPoint(
            long.Parse(cells[0], CultureInfo.InvariantCulture), int.Parse(cells[1], CultureInfo.InvariantCulture), Number(cells[2]), Number(cells[3]))));
        return history;
    }

    /// <summary>The open stretch, then a line for each finished one.</summary>
    public override string ToString() => string.Join(
        '\n',
        points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Scenes},{p.Lesson},{p.Loss:R},{p.Accuracy:R}"))
            .Prepend(string.Create(CultureInfo.InvariantCulture, $"{seen},{loss:R},{right:R}")));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
