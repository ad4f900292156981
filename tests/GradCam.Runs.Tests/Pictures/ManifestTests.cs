
namespace GradCam.Runs.Tests.Pictures;

public sealed class ManifestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_WithEmptyCells_LeaveThemToTheDefaults()
    {
        string file = folder.Write("list.csv", """
            image,network,layer,class_id,weight_path,truth
            cats/tom.jpg,resnet50,layer4,281,w/mine.pth,"tabby, tabby cat"
            ../rex.jpg,,,,,207

            """);

        IReadOnlyList<ListedPicture> pictures = Manifest.Read(file);

        Assert.Equivalent(
            new[]
            {
                new ListedPicture(folder["cats", "tom.jpg"], "cats/tom.jpg", "resnet50", ["layer4"], [281], folder["w", "mine.pth"], "tabby, tabby cat", 2),
                new ListedPicture(Path.GetFullPath(Path.Combine(folder.Path, "..", "rex.jpg")), "rex.jpg", Truth: "207", Line: 3),
            },
            pictures,
            strict: true);
    }

    [Fact]
    public void LayersAndClasses_PartedBySemicolons_AreTheOptionsWords()
    {
        string file = folder.Write("list.csv", "image,layer,class_id\ntom.jpg,layer3; whole,\"3;star;top2;tabby, tabby cat\"\n");

        ListedPicture picture = Assert.Single(Manifest.Read(file));

        Assert.Equal(["layer3", "whole"], picture.Layers);
        Assert.Equal([3, Target.Named("star"), Target.Top(2), Target.Named("tabby, tabby cat")], picture.Targets);
    }

    [Fact]
    public void Columns_InAnyOrderAndNumber_AreFoundByName()
    {
        string file = folder.Write("list.csv", "truth,image\ncat,tom.jpg\n");

        Assert.Equal(new ListedPicture(folder["tom.jpg"], "tom.jpg", Truth: "cat", Line: 2), Assert.Single(Manifest.Read(file)));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("image\n", "lists no picture")]
    [InlineData("network\nvgg16\n", "must name the column image")]
    [InlineData("image,image\na,b\n", "each column once")]
    [InlineData("image,netwrok\na.jpg,vgg16\n", "did you mean network?")]
    [InlineData("image,class_id\na.jpg,1\nb.jpg,-1\n", "line 3: the class_id -1")]
    [InlineData("image,class_id\na.jpg,1;;2\n", "line 2: class_id holds an empty name")]
    [InlineData("image\na\0b.jpg\n", "line 2: a\\u0000b.jpg cannot be a file's path")]
    [InlineData("image,weight_path\na.jpg,b\0.pth\n", "line 2: b\\u0000.pth cannot be a file's path")]
    [InlineData("image,class_id\n,1\n", "line 2 names no image")]
    [InlineData("image,class_id\na\"b,1\n", "line 2 is not CSV")]
    [InlineData("image,class_id\na.jpg\n", "line 2 is not CSV")]
    public void Manifest_ThatCannotBeUnderstood_IsRefusedWithTheReason(string text, string reason)
    {
        string file = folder.Write("list.csv", text);

        UsageException refusal = Assert.Throws<UsageException>(() => Manifest.Read(file));

        Assert.StartsWith(file, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void MissingManifest_IsRefusedByName() =>
        Assert.StartsWith(folder["no.csv"], Assert.Throws<UsageException>(() => Manifest.Read(folder["no.csv"])).Message, StringComparison.Ordinal);
}
