namespace GradCam.Runs;

/// <summary>All values of an evaluation, side by side.</summary>
internal sealed class EvaluationTable
{
    private readonly Dictionary<(MeasuredMethod Row, string Part), Dictionary<MeasuredSubject, double?>> values = [];
    private readonly Dictionary<(MeasuredMethod Row, string Part), List<IReadOnlyList<double>>> curves = [];
    private readonly List<MeasuredMethod> rows = [];
    private readonly List<MeasuredSubject> subjects = [];
    private readonly HashSet<MeasuredMethod> knownRows = [];
    private readonly HashSet<MeasuredSubject> knownSubjects = [];

    /// <summary>The rows, in the order in which they first came.</summary>
    public IReadOnlyList<MeasuredMethod> Rows => rows;

    /// <summary>What was explained, in the order in which it first came.</summary>
    public IReadOnlyList<MeasuredSubject> Subjects => subjects;

    /// <summary>Takes the values of a result; one that failed or was not measured has none.</summary>
    public void Add(ResultRecord line)
    {
        if (line.Metrics is null)
        {
            return;
        }

        var subject = new MeasuredSubject(line.Image!, line.Network, line.ClassId!.Value);
        if (knownSubjects.Add(subject))
        {
            subjects.Add(subject);
        }

        foreach ((string method, IReadOnlyDictionary<string, double?> found) in line.Metrics)
        {
            var row = MeasuredMethod.Of(line, method);
            if (knownRows.Add(row))
            {
                rows.Add(row);
            }

            foreach ((string part, double? value) in found)
            {
                At(values, row, part)[subject] = value;
            }

            foreach ((string part, IReadOnlyList<double> curve) in line.Curves?.GetValueOrDefault(method) ?? new Dictionary<string, IReadOnlyList<double>>())
            {
                At(curves, row, part).Add(curve);
            }
        }
    }

    /// <summary>A row's value of each subject that has one: null where it is undefined.</summary>
    public IReadOnlyDictionary<MeasuredSubject, double?> ValuesOf(MeasuredMethod row, string part) =>
        values.GetValueOrDefault((row, part)) ?? [];

    /// <summary>The values that are defined, in the subjects' order.</summary>
    public double[] Defined(MeasuredMethod row, string part)
    {
        IReadOnlyDictionary<MeasuredSubject, double?> of = ValuesOf(row, part);
        return [.. subjects.Select(subject => of.GetValueOrDefault(subject)).OfType<double>()];
    }

    /// <summary>By how much one row's values are above another's, where both are defined.</summary>
    public double[] Differences(MeasuredMethod row, MeasuredMethod other, string part)
    {
        IReadOnlyDictionary<MeasuredSubject, double?> of = ValuesOf(row, part), than = ValuesOf(other, part);
        return [.. subjects.Select(subject => of.GetValueOrDefault(subject) - than.GetValueOrDefault(subject)).OfType<double>()];
    }

    /// <summary>A row's curves.</summary>
    public IReadOnlyList<IReadOnlyList<double>> CurvesOf(MeasuredMethod row, string part) => curves.GetValueOrDefault((row, part)) ?? [];

    private static T At<T>(Dictionary<(MeasuredMethod Row, string Part), T> of, MeasuredMethod row, string part)
        where T : new()
    {
        if (!of.TryGetValue((row, part), out T? found))
        {
            of[(row, part)] = found = new T();
        }

        return found;
    }
}
