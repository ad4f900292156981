using Parquet;
using Parquet.Schema;

namespace GradCam.Runs;

/// <summary>
/// Results as a Parquet file, for DuckDB, pandas and Spark: a row a picture, network, layer and class, written as they come. Names stand as they are,
/// and an empty cell is null. Seconds are left out, so that two runs give the same bytes.
/// </summary>
internal sealed class ResultsParquet : IDisposable
{
    // A row group is made in memory: 50,000 rows of names take some 30 MB.
    private const int RowsInAGroup = 50_000;

    private static readonly (DataField<string> Field, Func<ResultRecord, string?> Value)[] Texts =
    [
        (new("image"), line => line.Image),
        (new("source"), line => line.Source),
        (new("network"), line => line.Network),
        (new("layer"), line => line.Layer),
        (new("class"), line => line.ClassName),
        (new("truth"), line => line.Truth),
        (new("error"), line => line.Error),
        (new("flat"), line => Joined(line.Flat, " ")),
        (new("warnings"), line => Joined(line.Warnings, "; ")),
        (new("gaps"), line => Joined(line.Gaps?.Select(GapText.Of), "; ")),
        (new("checked"), line => line.Checks is { Count: > 0 } ? ResultChecks.WordOf(line) : null),
        (new("reasons"), line => Joined([ResultChecks.ReasonsOf(line)], "")),
    ];

    private static readonly DataField<int?> ClassId = new("class_id");
    private static readonly DataField<double?> Probability = new("probability"), LargestGap = new("largest_gap");
    private static readonly DataField<bool?> Correct = new("correct");

    private static readonly ParquetSchema Columns = new([.. Texts.Select(text => text.Field), ClassId, Probability, Correct, LargestGap]);

    private readonly ParquetWriter writer;
    private readonly List<string>[] texts = [.. Texts.Select(_ => new List<string>())];
    private readonly List<int?> classIds = [];
    private readonly List<double?> probabilities = [], largestGaps = [];
    private readonly List<bool?> correct = [];

    /// <summary>Begins the file.</summary>
    /// <param name="stream">Where to; it stays open, and must be able to seek.</param>
    public ResultsParquet(Stream stream) => writer = Wait(ParquetWriter.CreateAsync(Columns, stream));

    /// <summary>Adds a result.</summary>
    public void Add(ResultRecord line)
    {
        // The cells alone: a whole result, with its most probable classes and files, takes several times as much.
        foreach (((_, Func<ResultRecord, string?> value), List<string> column) in Texts.Zip(texts))
        {
            column.Add(value(line)!);
        }

        classIds.Add(line.ClassId);
        probabilities.Add(line.Probability);
        correct.Add(line.Correct);
        largestGaps.Add(line.Gaps is { Count: > 0 } gaps ? gaps.Values.Max() : null);
        if (classIds.Count == RowsInAGroup)
        {
            WriteGroup();
        }
    }

    /// <summary>Writes what is still held, and the file's end.</summary>
    public void Dispose()
    {
        WriteGroup();
        writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static string? Joined(IEnumerable<string>? parts, string between) => string.Join(between, parts ?? []) is { Length: > 0 } text ? text : null;

    private void WriteGroup()
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        foreach (((DataField<string> field, _), List<string> column) in Texts.Zip(texts))
        {
            Wait(group.WriteAsync(field, column));
            column.Clear();
        }

        Wait(group.WriteAsync<int>(ClassId, Taken(classIds)));
        Wait(group.WriteAsync<double>(Probability, Taken(probabilities)));
        Wait(group.WriteAsync<bool>(Correct, Taken(correct)));
        Wait(group.WriteAsync<double>(LargestGap, Taken(largestGaps)));
        group.CompleteValidate();
    }

    private static ReadOnlyMemory<T?> Taken<T>(List<T?> column)
        where T : struct
    {
        T?[] cells = [.. column];
        column.Clear();
        return cells;
    }

    // The stream is a file's: nothing is waited for.
    private static T Wait<T>(Task<T> work) => work.GetAwaiter().GetResult();

    private static void Wait(Task work) => work.GetAwaiter().GetResult();
}
