using System.Text;

namespace GradCam.Runs.Tests.Reports;

public sealed class MetricsCsvTests
{
    /// <summary>A correlation may be below zero; an apostrophe before it would make the whole column text.</summary>
    [Fact]
    public void Values_BelowZeroAndUndefined_AreANumberAndAnEmptyCell_AndANameLikeAFormulaIsNone()
    {
        using var stream = new MemoryStream();
        using (var csv = new MetricsCsv(stream))
        {
            csv.Add(new ResultRecord
            {
                Image = "-1+1.jpg",
                Source = "-1+1.jpg",
                Network = "vgg16",
                Layer = "features.29",
                ClassId = 2,
                Metrics = new Dictionary<string, IReadOnlyDictionary<string, double?>>
                {
                    ["gradcam"] = new Dictionary<string, double?> { ["randomlogit"] = -0.25, ["energy"] = null },
                },
            });
        }

        string[] lines = Encoding.UTF8.GetString(stream.ToArray()).Split('\n');

        Assert.Equal("\"'-1+1.jpg\",vgg16,features.29,2,gradcam,randomlogit,-0.25", lines[1]);
        Assert.Equal("\"'-1+1.jpg\",vgg16,features.29,2,gradcam,energy,", lines[2]);
    }
}
