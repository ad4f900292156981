namespace GradCam.Runs;

/// <summary>Which pictures a page of an evaluation holds.</summary>
internal static class DifferingSubjects
{
    /// <summary>A page of more is slow to open.</summary>
    private const int Most = 2000;

    /// <summary>As many as the page's script shows of two methods.</summary>
    private const int Shown = 12;

    /// <summary>All of them, or, of more than 2,000, the twelve on which each two rows differ most by each value, in the table's order.</summary>
    /// <param name="table">The values.</param>
    /// <param name="parts">The values' names.</param>
    public static IReadOnlyList<MeasuredSubject> Of(EvaluationTable table, IEnumerable<string> parts)
    {
        if (table.Subjects.Count <= Most)
        {
            return table.Subjects;
        }

        var held = parts.SelectMany(part => table.Rows.Index().SelectMany(one => table.Rows.Skip(one.Index + 1).SelectMany(other => MostDiffering(table, one.Item, other, part)))).ToHashSet();
        return [.. table.Subjects.Where(held.Contains)];
    }

    private static IEnumerable<MeasuredSubject> MostDiffering(EvaluationTable table, MeasuredMethod one, MeasuredMethod other, string part)
    {
        IReadOnlyDictionary<MeasuredSubject, double?> of = table.ValuesOf(one, part), than = table.ValuesOf(other, part);
        return of
            .Select(value => (Subject: value.Key, Difference: value.Value - than.GetValueOrDefault(value.Key)))
            .Where(value => value.Difference is not null and not 0)
            .OrderByDescending(value => Math.Abs(value.Difference!.Value))
            .Take(Shown)
            .Select(value => value.Subject);
    }
}
