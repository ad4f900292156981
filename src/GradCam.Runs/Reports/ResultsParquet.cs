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
    ];

    private static readonly DataField<int?> ClassId = new("class_id");
    private static readonly DataField<double?> Probability = new("probability");
    private static readonly DataField<bool?> Correct = new("correct");

    private static readonly ParquetSchema Columns = new([.. Texts.Select(text => text.Field), ClassId, Probability, Correct]);

    private readonly ParquetWriter writer;
    private readonly List<ResultRecord> rows = [];

    /// <summary>Begins the file.</summary>
    /// <param name="stream">Where to; it stays open, and must be able to seek.</param>
    public ResultsParquet(Stream stream) => writer = Wait(ParquetWriter.CreateAsync(Columns, stream));

    /// <summary>Adds a result.</summary>
    public void Add(ResultRecord line)
    {
        rows.Add(line);
        if (rows.Count == RowsInAGroup)
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

    private void WriteGroup()
    {
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        foreach ((DataField<string> field, Func<ResultRecord, string?> value) in Texts)
        {
            Wait(group.WriteAsync(field, rows.ConvertAll(line => value(line)!)));
        }

        Wait(group.WriteAsync<int>(ClassId, Column(line => line.ClassId)));
        Wait(group.WriteAsync<double>(Probability, Column(line => line.Probability)));
        Wait(group.WriteAsync<bool>(Correct, Column(line => line.Correct)));
        group.CompleteValidate();
        rows.Clear();
    }

    private ReadOnlyMemory<T?> Column<T>(Func<ResultRecord, T?> value)
        where T : struct => rows.ConvertAll(line => value(line)).ToArray();

    // The stream is a file's: nothing is waited for.
    private static T Wait<T>(Task<T> work) => work.GetAwaiter().GetResult();

    private static void Wait(Task work) => work.GetAwaiter().GetResult();
}
