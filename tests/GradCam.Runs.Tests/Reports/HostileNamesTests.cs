using System.Text;

namespace GradCam.Runs.Tests.Reports;

/// <summary>Names are data: whatever a file or a label is called, every output shows it as text.</summary>
public sealed class HostileNamesTests
{
    private const string Image = "<img src=x onerror=alert(1)>.jpg", Label = "a|b </script><script>alert(1)</script> [x](y) \u001b[31m \u202egpj";

    private static readonly ResultRecord Line = new()
    {
        Image = Image,
        Source = $"../in/{Image}",
        Network = "resnet50",
        Layer = "layer4",
        ClassId = 1,
        ClassName = Label,
        Probability = 0.5,
        Truth = "=1+1",
        Files = new Dictionary<string, string> { ["cam"] = "a b/<img>)-cam++.jpg" },
    };

    [Fact]
    public void Markdown_ShowsThemAsText()
    {
        string table = TableTexts.Markdown([Line], "results/");

        Assert.Equal(
            """
            ## &lt;img src=x onerror=alert\(1\)&gt;.jpg

            | network | class | cam |
            | --- | --- | --- |
            | resnet50 | a\|b &lt;/script&gt;&lt;script&gt;alert\(1\)&lt;/script&gt; \[x\]\(y\) \\u001b\[31m \\u202egpj (50.0 %) | ![&lt;img src=x onerror=alert\(1\)&gt;.jpg, resnet50, cam](results/a%20b/%3Cimg%3E%29-cam%2B%2B.jpg) |

            """,
            table);
    }

    [Fact]
    public void Markdown_ShowsFormulasLinksAndMentionsAsText() =>
        Assert.StartsWith(
            "## &#36;x&#36; &#64;you https&#58;//example.org a: b\n",
            TableTexts.Markdown([Line with { Image = "$x$ @you https://example.org a: b" }]),
            StringComparison.Ordinal);

    [Fact]
    public void Csv_QuotesThemAndStartsNoFormula()
    {
        string[] lines = TableTexts.Csv([Line with { Image = "a,\"b\".jpg" }]).Split('\n');

        Assert.Equal("image,network,layer,class_id,class,probability,truth,correct,error,flat,warnings", lines[0]);
        Assert.Equal(
            "\"a,\"\"b\"\".jpg\",resnet50,layer4,1,a|b </script><script>alert(1)</script> [x](y) \\u001b[31m \\u202egpj,0.5,\"'=1+1\",,,,", lines[1]);
    }

    [Fact]
    public void Json_HoldsNoMarkupAndNoControlCharacter_AndReadsBackWhole()
    {
        string json = Encoding.UTF8.GetString(ResultJson.EncodeLine(Line));

        Assert.All(json, character => Assert.True(character is >= ' ' and <= '~' and not ('<' or '>' or '&')));
        Assert.Equal((Image, Label), (ResultJson.DecodeLine(Encoding.UTF8.GetBytes(json)) is var read ? read.Image : null, read.ClassName));
    }

    [Theory]
    [InlineData("plain ünï 猫 🐈.jpg", "plain ünï 猫 🐈.jpg")]
    [InlineData("a\u001b[31mb\r\n", "a\\u001b[31mb\\u000d\\u000a")]
    [InlineData("x\u202ey\u2028z\u200b", "x\\u202ey\\u2028z\\u200b")]
    public void ShownText_EscapesWhatWouldActAndNothingElse(string name, string shown) => Assert.Equal(shown, ShownText.Of(name));

    [Fact]
    public void ShownText_EscapesHalfASurrogatePair() => Assert.Equal("a\\ud83d", ShownText.Of("a\ud83d"));
}
