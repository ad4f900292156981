using Parquet;
using Parquet.Schema;

namespace GradCam.Runs.Tests.Reports;

public sealed class ResultsParquetTests
{
    [Fact]
    public async Task Table_ReadBack_HasEachResultsFields_AndNullsWhereThereAreNone()
    {
        ResultRecord[] lines =
        [
            new() { Image = "a\"\n.jpg", Source = "in/a.jpg", Network = "vgg16", Layer = "l", ClassId = 3, ClassName = "star", Probability = 0.25, Truth = "star", Correct = true, Seconds = 1 },
            new() { Image = "b.jpg", Source = "in/b.jpg", Network = "vgg16", Error = "gone" },
        ];

        using MemoryStream stream = new(Write(lines));
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);

        Assert.Equal(
            ["image", "source", "network", "layer", "class", "truth", "error", "flat", "warnings", "gaps", "checked", "reasons", "class_id", "probability", "correct", "largest_gap"],
            reader.Schema.DataFields.Select(field => field.Name));
        Assert.Equal(["a\"\n.jpg", "b.jpg"], await Texts(reader, group, "image"));
        Assert.Equal([null, "gone"], await Texts(reader, group, "error"));
        Assert.Equal([3, null], await Values<int>(reader, group, "class_id"));
        Assert.Equal([0.25, null], await Values<double>(reader, group, "probability"));
        Assert.Equal([true, null], await Values<bool>(reader, group, "correct"));
    }

    [Fact]
    public async Task Table_HasWhatSpeaksAgainstTheMaps()
    {
        ResultRecord plain = new() { Image = "a.jpg", Source = "a.jpg", Network = "vgg16" };
        MapCheck weak = new(MapVerdict.Weak, [new CheckAnswer("class", 1, 0.98, null, "too like: 1")]);

        using MemoryStream stream = new(Write(
        [
            plain with
            {
                Flat = ["gradcam", "gradcam++"],
                Warnings = ["one", "two"],
                Gaps = new Dictionary<string, double> { ["integratedgradients"] = 0.25, ["inputgradient"] = 0.5 },
                Checks = new Dictionary<string, MapCheck> { ["gradcam"] = new(MapVerdict.Supported, []), ["gradcam++"] = weak },
            },
            plain,
        ]));
        await using ParquetReader reader = await ParquetReader.CreateAsync(stream);
        using ParquetRowGroupReader group = reader.OpenRowGroupReader(0);

        Assert.Equal(["gradcam gradcam++", null], await Texts(reader, group, "flat"));
        Assert.Equal(["one; two", null], await Texts(reader, group, "warnings"));
        Assert.Equal([0.5, null], await Values<double>(reader, group, "largest_gap"));
        Assert.Contains("leaves 25.00 % of the score unaccounted for", (await Texts(reader, group, "gaps")).First(), StringComparison.Ordinal);
        Assert.Equal(["weak", null], await Texts(reader, group, "checked"));
        Assert.Equal(["Grad-CAM++: too like: 1", null], await Texts(reader, group, "reasons"));
    }

    [Fact]
    public void Table_OfTheSameResults_HasTheSameBytes_WhateverTheSeconds()
    {
        ResultRecord line = new() { Image = "a.jpg", Source = "a.jpg", Network = "vgg16", Seconds = 1 };

        Assert.Equal(Write([line]), Write([line with { Seconds = 2 }]));
    }

    private static byte[] Write(ResultRecord[] lines)
    {
        MemoryStream stream = new();
        using (ResultsParquet parquet = new(stream))
        {
            Array.ForEach(lines, parquet.Add);
        }

        return stream.ToArray();
    }

    private static DataField Field(ParquetReader reader, string name) => reader.Schema.DataFields.Single(field => field.Name == name);

    private static async Task<IEnumerable<string?>> Texts(ParquetReader reader, ParquetRowGroupReader group, string name)
    {
        string?[] column = new string?[group.RowCount];
        await group.ReadAsync(Field(reader, name), column.AsMemory());
        return column;
    }

    private static async Task<IEnumerable<T?>> Values<T>(ParquetReader reader, ParquetRowGroupReader group, string name)
        where T : struct
    {
        T?[] column = new T?[group.RowCount];
        await group.ReadAsync<T>(Field(reader, name), column.AsMemory());
        return column;
    }
}
